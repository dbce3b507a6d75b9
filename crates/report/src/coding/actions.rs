//! The closed list of actions that a provider can say it took.

/// Actions, each with what it means.
pub(super) const ACTIONS: &[(&str, &str)] = &[
    ("patched", "own systems run the corrected version"),
    (
        "mitigated",
        "the flaw was made harmless without the correction: a feature switched off, a rule in front of it",
    ),
    ("released_fix", "a corrected version of an own product was given out"),
    ("rolled_back", "a change was taken back"),
    ("rebuilt", "systems or images were made anew from clean parts"),
    ("rebooted", "systems or services were restarted"),
    ("service_taken_offline", "a service was switched off for some time"),
    ("certs_reissued", "own certificates were replaced or revoked"),
    ("keys_rotated", "own private keys or secrets were replaced"),
    ("tokens_revoked", "tokens or API keys were made invalid"),
    ("sessions_invalidated", "users were signed out"),
    ("passwords_reset_forced", "users had to choose a new password"),
    ("investigated", "an inquiry was opened or carried out"),
    ("log_review", "logs were searched for traces"),
    ("monitoring", "systems are watched more closely than before"),
    ("third_party_engaged", "an outside firm or expert was brought in"),
    ("law_enforcement", "the police or another authority was told"),
    ("customers_notified_directly", "those concerned were written to, beside the public post"),
];
