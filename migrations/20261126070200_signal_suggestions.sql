-- Nobody has labelled texts with these two, so nothing is known of how good their rules are.

update signal_kinds set suggestion = true where signal in ('withheld', 'patch-management');
