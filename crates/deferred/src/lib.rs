//! Functions that a program may install later, because it can start without them.

/// Defines functions that call others, and `install`. With the feature `deferred-rules` of the crate that uses this they
/// call what `install` has set, so that a program can fetch that code after it has started.
#[macro_export]
macro_rules! deferred {
    ($($(#[$meta:meta])* fn $name:ident($($argument:ident: $type:ty),*) $(-> $result:ty)? = $function:path;)*) => {
        $(
            $(#[$meta])*
            #[cfg(not(feature = "deferred-rules"))]
            #[inline]
            pub(crate) fn $name($($argument: $type),*) $(-> $result)? {
                $function($($argument),*)
            }

            $(#[$meta])*
            #[cfg(feature = "deferred-rules")]
            #[inline(never)]
            pub(crate) fn $name($($argument: $type),*) $(-> $result)? {
                (functions().$name)($($argument),*)
            }
        )*

        #[cfg(feature = "deferred-rules")]
        struct Functions {
            $($name: fn($($type),*) $(-> $result)?,)*
        }

        #[cfg(feature = "deferred-rules")]
        static FUNCTIONS: std::sync::OnceLock<Functions> = std::sync::OnceLock::new();

        /// What is installed.
        ///
        /// # Panics
        /// If nothing is: any other result would be wrong.
        #[cfg(feature = "deferred-rules")]
        #[inline(never)]
        fn functions() -> &'static Functions {
            FUNCTIONS.get().expect("the code is installed before a run needs it")
        }

        /// Installs the functions.
        #[cfg(feature = "deferred-rules")]
        pub(crate) fn install() {
            // Installed before: they are the same.
            let _ = FUNCTIONS.set(Functions { $($name: $function,)* });
        }
    };
}
