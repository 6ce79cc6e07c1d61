//! What a person makes of one message that is under way: it arrives at another time, is lost, or is doubled.

use crate::command::{Intervention, Then};
use crate::event::{Event, Message, WhyIgnored};
use crate::links::{Stage, Transmission};
use crate::simulation::Simulation;
use crate::simulation::queue::Due;
use crate::time::Micros;

/// A message that is under way, and the log entry that it brings.
struct Meant {
    index: usize,
    message: Message,
}

impl Simulation {
    /// Changes what becomes of one message.
    pub(super) fn intervene(&mut self, intervention: &Intervention) -> Result<(), WhyIgnored> {
        let Intervention { link, dot, then, .. } = *intervention;
        let channel = self.world.channels.get(&link).ok_or(WhyIgnored::NoSuchLink(link))?;
        let (index, sent) = channel.meant_by(intervention).ok_or(WhyIgnored::NotUnderWay(link, dot))?;
        if sent.stage == Stage::Held {
            return Err(WhyIgnored::ThereAlready(link, dot));
        }
        let meant = Meant { index, message: sent.message(link) };
        match then {
            Then::Arrives(at) => self.let_arrive(&meant, at),
            Then::Lost => self.lose(&meant),
            Then::Doubled => self.double(&meant),
        }
    }

    fn sent_mut(&mut self, meant: &Meant) -> Result<&mut Transmission, WhyIgnored> {
        let Meant { index, message: Message { link, dot, copy, .. } } = *meant;
        let channel = self.world.channels.get_mut(&link).ok_or(WhyIgnored::NoSuchLink(link))?;
        channel.sent_mut(index, copy).ok_or(WhyIgnored::NotUnderWay(link, dot))
    }

    fn let_arrive(&mut self, meant: &Meant, at: Micros) -> Result<(), WhyIgnored> {
        let now = self.world.now;
        if at <= now {
            return Err(WhyIgnored::NotLater(at));
        }
        let sent = self.sent_mut(meant)?;
        let leaves_at = match sent.stage {
            Stage::Flying { arrives_at, .. } if arrives_at == at => return Err(WhyIgnored::SoAlready),
            Stage::Flying { sent_at, .. } | Stage::Doomed { sent_at, .. } => sent_at,
            Stage::Held | Stage::Stopped => now,
        };
        // What is to arrive before its turn comes on a narrow link leaves at once.
        let sent_at = if leaves_at < at { leaves_at } else { now };
        sent.stage = Stage::Flying { sent_at, arrives_at: at };
        let Meant { index, message: Message { link, attempt, copy, .. } } = *meant;
        self.queue.put(
            at,
            match copy {
                true => Due::CopyArrival { link, index, attempt },
                false => Due::Arrival { link, index, attempt },
            },
        );
        self.tell(Event::Intervened { message: meant.message, then: Then::Arrives(at) });
        Ok(())
    }

    /// The sender waits for an answer as long as it does when the link loses a message by chance. If it has
    /// waited so long already, it sends again at once.
    fn lose(&mut self, meant: &Meant) -> Result<(), WhyIgnored> {
        let patience = self.patience(meant.message.link);
        let now = self.world.now;
        let sent = self.sent_mut(meant)?;
        let Stage::Flying { sent_at, .. } = sent.stage else {
            return Err(WhyIgnored::SoAlready);
        };
        let resend_at = now.max(sent_at + patience);
        sent.stage = Stage::Doomed { sent_at, resend_at };
        let Meant { index, message: Message { link, attempt, copy, .. } } = *meant;
        self.queue.put(resend_at, Due::Resend { link, index, attempt, copy });
        self.tell(Event::Intervened { message: meant.message, then: Then::Lost });
        Ok(())
    }

    fn double(&mut self, meant: &Meant) -> Result<(), WhyIgnored> {
        let Meant { index, message } = *meant;
        let Message { link, dot, copy, .. } = message;
        let has_copy = self.world.channels.get(&link).is_some_and(|there| there.copies.contains(index));
        if copy || has_copy {
            return Err(WhyIgnored::CopiedAlready(link, dot));
        }
        let Stage::Flying { sent_at, arrives_at } = self.sent_mut(meant)?.stage else {
            return Err(WhyIgnored::LostAlready(link, dot));
        };
        self.tell(Event::Intervened { message, then: Then::Doubled });
        self.copy(&message, index, sent_at, arrives_at);
        Ok(())
    }
}
