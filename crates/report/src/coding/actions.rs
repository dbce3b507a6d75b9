//! The closed list of actions that a provider can say it took.

/// Actions, each with what it means.
pub(super) const ACTIONS: &[(&str, &str)] = &[
    ("patched", "own systems run the corrected version"),
    (
        "mitigated",
        "the flaw was made harmless without the correction: a feature switched off, a rule in front of it",
    ),
    ("released-fix", "a corrected version of an own product was given out"),
    ("rolled-back", "a change was taken back"),
    ("rebuilt", "systems or images were made anew from clean parts"),
    ("rebooted", "systems or services were restarted"),
    ("service-taken-offline", "a service was switched off for some time"),
    ("certs-reissued", "own certificates were replaced or revoked"),
    ("keys-rotated", "own private keys or secrets were replaced"),
    ("tokens-revoked", "tokens or API keys were made invalid"),
    ("sessions-invalidated", "users were signed out"),
    ("passwords-reset-forced", "users had to choose a new password"),
    ("investigated", "an inquiry was opened or carried out"),
    ("log-review", "logs were searched for traces"),
    ("monitoring", "systems are watched more closely than before"),
    ("third-party-engaged", "an outside firm or expert was brought in"),
    ("law-enforcement", "the police or another authority was told"),
    ("customers-notified-directly", "those concerned were written to, beside the public post"),
];
