//! The identity of a recorded run, for memoizing what is computed once per run.

use std::rc::Rc;

use timeline::Timeline;

/// A recorded run that equals only itself.
#[derive(Clone)]
pub struct RunIdentity(pub Rc<Timeline>);

impl PartialEq for RunIdentity {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
