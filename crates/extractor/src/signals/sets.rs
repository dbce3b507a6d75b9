//! Sets of words that mean the same to a rule.

/// A set: its name, and its words and phrases with bars between them. `word*` is any word that begins so, a name of a
/// set in it stands for that set, and `<…>` holds a regular expression of one word, with `!` for its bar.
type Set = (&'static str, &'static str);

/// All sets, as patterns name them.
pub fn sets() -> &'static [(&'static str, &'static str)] {
    SETS
}

/// The words of the set of that name.
pub(super) fn forms(name: &str) -> Option<Set> {
    SETS.iter().find(|(known, _)| *known == name).copied()
}

const SETS: &[Set] = &[
    // Who speaks, who is spoken to, and who else there is.
    ("SELF", "we|our|ours|us|i|my|@self"),
    (
        "WE",
        "we|i|@self|our team|our teams|our engineers|our staff|our technicians|our administrators|the team|engineers|our security team|our operations team|our developers|our operators|our crew|our analysts|analysts of ours|our people|our admins|our sysadmins|our network engineers|our infrastructure team|our incident response team|our platform team|our responders|our specialists|it staff|it services|it team|it department|information technology services|information security office|security office|technical staff|computing services|technology services|office of information technology|division of information technology|our it team|our it staff|our technical team|staff of @self|our administrator|our webmaster|our web team|information technology|information security|personnel|operations team|security team|network team|tech team|technical team|our engineering team|our devops team|our tech team|our technology team|our development team|our server team|our hosting team|our systems team|our admin team|our security engineers|infrastructure team|platform team|core team|engineering team|core engineering team|response team|incident team|sre team|admin team|support team|developer team|development team|dev team|@self team|@self administrators|@self engineers|@self staff|on call engineer|on call engineers|@self maintainers|@self developers|@self community|@self operations",
    ),
    (
        "YOU",
        "you|your|yours|customers|users|clients|everyone|anyone|administrators|admins|subscribers|members|developers|operators|owners|customer|user|people|merchants|tenants|organizations|organisations|partners|site owners|account holders|card holders|cardholders|maintainers|publishers|resellers|everybody|anybody|tenant|operator|maintainer|owner|merchant|subscriber|admin|administrator|self hosters|shoppers|patients|students|employees|guests|readers|parents|residents",
    ),
    (
        "OTHERS",
        "our host|our hosts|our hosting provider|our provider|our providers|our hosting partner|our cloud provider|our vendor|our vendors|our supplier|our suppliers|the vendor|the vendors|vendors|our upstream provider|our datacenter provider|our certificate authority|the openssl project|amazon|aws|heroku|rackspace|microsoft|google|apple|intel|amd|ubuntu|debian|redhat|red hat|canonical|cloudflare|github|digitalocean|atlassian|okta|the apache software foundation|apache|oracle|vmware|cisco|solarwinds|kaseya|facebook|yahoo|automattic|the apache foundation",
    ),
    (
        "MANY",
        "most of the|many of the|many websites|many sites|many companies|many providers|many other|many services|many servers|many systems|many organizations|many internet|most websites|most sites|most companies|most providers|most servers|most other|most major|most popular|most of you|most cloud|millions of|billions of|thousands of|hundreds of thousands|hundreds of millions|two thirds|half of|majority of the|majority of internet|majority of websites|other websites|other sites|other companies|other providers|other services|all over the|on the internet|of the internet|on the web|of the web|worldwide|around the world|globally|the industry|across the industry|number of websites|every website|all websites|any website|any server|any site|certain websites|certain sites|some websites|some sites|anyone|everyone",
    ),
    // What providers have.
    (
        "THING",
        "server*|system*|service|services|platform*|infrastructure|network*|product|products|site|sites|website*|application*|app|apps|software|account*|data|database*|node|nodes|host|hosts|machine|machines|cluster*|instance|instances|environment*|api|apis|portal*|load balancer*|balancer*|balancers|proxy|proxies|component*|release|releases|version|versions|tool|tools|library|libraries|runtime|package*|plugin*|client|clients|device*|cloud|datacenter*|data center*|repository|repositories|repo|repos|build|builds|pipeline*|image|images|mirror|mirrors|hypervisor*|fleet|edge|endpoint*|appliance*|firmware|gateway*|dashboard*|backend|frontend|front ends|stack|vps*|vm|vms|router*|container*|deployment*|installation*|distribution*|branch|branches|module*|webserver*|code|droplet*|email|hardware|operating system*|web properties|properties|offering*|solution*|technology|technologies|environment|workload*|storage|store|stores|kernel*|agent|agents|extension*|sdk*|gem|gems|daemon*|vpn|mail|dns|cdn|control panel*|box|boxes|channel*|registry|registries|page|pages|mailing list|runner*|switches|sensor*|tenant*|template*|edition*|console|checkout|search|queue|function*|metrics|resolver*|pop|pops|switch|zone*|region*|hypervisor|mailserver*|exchanger*|wiki|stacks|web client|mobile client|workers|backends|bucket*|volume*|subnet*|laptop*|workstation*|firewall*|phone*|online store|shop|feature*|computer*|desktop*",
    ),
    (
        "DATA",
        "data|information|details|records|credentials|password*|passphrase*|keys|key|token*|secret*|certificate*|account*|email*|emails|messages|names|addresses|card|cards|payment*|source code|code|content*|files|backups|vault*|privacy|database*|repositories|environment variables|traffic|communications|sessions|cookies|personal information|funds|name|address|mailbox*|attachment*|documents|history|invoices|wallet*|balances|customer information|seed phrase*|mail|phone numbers|health records",
    ),
    (
        "SECRET",
        "key|keys|token|tokens|secret|secrets|certificate|certificates|cert|certs|apikey|apikeys|keypair|keypairs|cookie|cookies|credential|credentials",
    ),
    // Being affected, and not.
    ("BE", "is|are|was|were|be|been|being|am|remain|remains|remained|got|has been|have been|had been"),
    (
        "WOULD",
        "would (not|be|have|never|also|still|only|then|need|allow|affect|impact|mean|require|make|an|the|all)",
    ),
    ("NOT", "not|never|no|none|neither|nor|nothing|without|nobody|isn't"),
    (
        "AFFECTED",
        "affected|impacted|vulnerable|susceptible|exposed|compromised|breached|exploitable|unpatched|accessed|attacked|hacked|targeted|hit|at risk|implicated|infected|hijacked|tampered with|stolen|leaked|exfiltrated|copied|taken over|broken into|open to|exploited|defaced|caught up",
    ),
    (
        "HARMED",
        "affected|impacted|vulnerable|susceptible|exposed|compromised|breached|exploitable|at risk|implicated|applicable|exploited|accessed|stolen|leaked|lost|taken|modified|altered|viewed|disclosed|touched|involved|subject to|open to|relevant|attacked|hacked|infected|present|concerned|in danger|in scope|tampered with|copied|downloaded|obtained|exfiltrated|decrypted|endangered|harmed|hit|at stake|reachable|caught up|in play|exposed to|part of|abused|misused|defaced|targeted",
    ),
    ("AFFECTS", "affects|affect|affected|affecting|impacts|impact|impacted|impacting"),
    (
        "FLAW",
        "vulnerability|vulnerabilities|flaw|flaws|bug|bugs|issue|issues|exploit|exploits|problem|attack|attacks|incident|breach|backdoor|heartbleed|shellshock|poodle|log4shell|log4j|meltdown|spectre|ghost|cve|hole|weakness|defect|malware|code|event|event|security|<cve-.*>|<ghsa-.*>|leak|intrusion|compromise|payload|zero day|spring4shell|logjam|drown|freak|terrapin|regresshion|citrixbleed|zenbleed|downfall|retbleed|foreshadow|l1tf|wannacry|notpetya|sunburst|proxylogon|venom|stagefright|rapid reset|bash bug|gaps|gap|misconfiguration|holes|exposure|supply chain attack",
    ),
    (
        "INCIDENT",
        "incident|breach|intrusion|compromise|attack|event|unauthorized access|unauthorised access|unauthorized activity|suspicious activity|security issue|data leak|leak|malicious code|unauthorized party|unauthorized person|hack|data breach|data theft|exposure|ransomware|supply chain attack|break in|cyberattack|cyber attack|ransomware attack|phishing attack|cyber incident|cybersecurity incident",
    ),
    (
        "ATTACKER",
        "attacker*|intruder*|hacker*|threat actor*|malicious actor*|actor|unauthorised|unauthorized|perpetrator*|adversary|adversaries|bad actor*|someone|anyone|third parties|criminals|criminal|unknown party|outsider|outsiders|burglar*|cybercriminals|ransomware gang|malicious party|malicious user|external party|outside party|outside actor|unknown person|unknown individual|unauthorized individual|criminal group|thief|thieves",
    ),
    (
        "TOPIC",
        "FLAW|INCIDENT|ATTACKER|vulnerable|susceptible|exposed|compromised|breached|hacked|stolen|leaked|accessed|exfiltrated|copied|obtained|impact|impacted|affected|scope|extent|cause|root cause|happened|occurred|investigation|investigations|forensic*|malicious|infected|risk|risks|abuse|misuse|misused|keys|passwords|credentials|records|servers|systems|customer data|personal information|data|logs|downloaded|suppliers|vendors|law enforcement|got in|way in|entry|customers|tenants|users|accounts|situation|possibility|who was behind|tampered|exploitable|consequences|fraud*|theft|files|breaches|attacks|intrusions|incidents|exploit*|motive*|origin|identity|permissions|modified|altered|token|tokens|compromise|cloned|defaced|took advantage|taken advantage|checkout|repositories|configuration|attachments|funds|verifying|version|versions|key|addresses|sign of|tampering|effects",
    ),
    (
        "OPENSSL_LIKE",
        "openssl|log4j|bash|xz|ssl|sslv3|struts|glibc|exim|jndilookup|tls|java|liblzma|log4j2|xz utils|<xz-utils>|struts2|spring|libwebp|libcurl|curl|openssh|jndi|polyfill|moveit|solarwinds|orion|gnutls|polkit|samba|imagemagick|ssl 3|ssl 3.0|sslv2|<log4j-.*>|<openssl-.*>|<polyfill[.]io>|vm2|codecov|backdoor|backdoored",
    ),
    (
        "EXPOSING",
        "vulnerable|exposed|exposure|access|accessed|accessible|compromised|compromise|unauthorized|unauthorised|attack*|malicious|affected|intruder*|breach*|stole|stolen|leak*|exfiltrat*|infected|injected|at risk|suspicious|exploit*|hijack*|tainted|backdoor*|trojan*|poisoned|rogue|readable|visible|misconfigured|skim*|intercepted|copied|payload|world readable|publicly|fetched|installed|could be read|could read|served|open to|tampered|crashed|public since|been public|was public|were public|reachable|downloadable|in the clear|in plain text|plaintext|unencrypted|faulty|abused|threat actor*",
    ),
    (
        "DO",
        "upgrade|downgrade|install|reinstall|rotate|revoke|disable|enable|delete|remove|restart|reboot|replace|regenerate|reissue|uninstall|rebuild|recreate|redeploy|apply|verify|ensure|avoid|treat|pin|boot|switch|move|migrate|generate|swap|choose|beware|isolate|disconnect|unplug|invalidate|purge|retire|change|reset|set|run|use|make|keep|log|sign|turn|block|restrict|limit|patch|update|check|review|download|take|do|wait|assume|consider|roll|cycle|rekey|renew|audit|scan|inspect|search|examine|monitor|open|pick|create|confirm|shut|add|edit|type",
    ),
    (
        "PLACE_OF_NEWS",
        "page|post|blog|advisory|status|list|thread|article|faq|document|notice|bulletin|entry|feed|channel|twitter|mastodon|<@.*>|<https?://.*>|announcement*|incident|ticket|timeline|account",
    ),
    (
        "TAINTED",
        "malicious|compromised|tainted|trojanized|trojanised|backdoored|rogue|poisoned|tampered|infected|faulty|defective|bad|fraudulent|unauthorized",
    ),
    // Acting.
    (
        "PATCHED",
        "patched|updated|upgraded|fixed|remediated|secured|repaired|hotfixed|recompiled|repatched|hotpatched|plugged|corrected|brought up to date",
    ),
    (
        "PATCHING",
        "patching|updating|upgrading|fixing|remediating|securing|remediation|patch|patches|update|updates|upgrade|upgrades|fix|fixes|hotfix",
    ),
    (
        "MITIGATED",
        "mitigated|disabled|blocked|removed|restricted|isolated|firewalled|contained|closed|hardened|restored|deactivated|filtered|addressed|resolved|neutralized|neutralised|eliminated|plugged|sealed|quarantined|shut off|switched off|turned off|pulled|yanked|unpublished|banned|suspended|locked|blocklisted|taken down|cut off|stopped",
    ),
    (
        "REPLACED",
        "replaced|reissued|rekeyed|renewed|regenerated|rotated|revoked|reset|cycled|changed|updated|invalidated|expired|reissue|swapped|refreshed|rolled|swapped out|retired|minted|recreated",
    ),
    (
        "REPLACING",
        "replacing|reissuing|rekeying|renewing|regenerating|rotating|revoking|resetting|cycling|changing|updating|invalidating|expiring|rotation|revocation|reissuance|replacement|rolling over|swapping|retiring",
    ),
    (
        "DONE",
        "PATCHED|MITIGATED|REPLACED|rebooted|restarted|rebuilt|deployed|applied|rolled out|installed|implemented|completed|reissued|migrated|released|shipped|finished|switched|pushed|rolled back|reverted|reenabled|went live|reimaged|in place|redeployed|repaved|complete|live on",
    ),
    (
        "FIXES",
        "patch|patches|fix|fixes|update|updates|upgrade|upgrades|mitigation|mitigations|hotfix|remediation|reboot|reboots|rotation|deployment|rollout|rollback|workaround|rules|maintenance|release|releases|work",
    ),
    ("PERFECT", "have|has|had|having|is|are|was|were|been|be|being"),
    // Looking.
    (
        "INVESTIGATE",
        "investigate|assess|evaluate|analyze|analyse|examine|review|look into|study|research|determine|understand|verify|gather",
    ),
    (
        "INVESTIGATING",
        "investigating|assessing|evaluating|analyzing|analysing|examining|reviewing|looking into|studying|researching|determining|gathering|verifying|confirming|working to determine|working to understand|trying to understand|trying to determine|auditing|scanning|combing through|sifting through|digging into|poring over|working through|piecing together|retracing|investigating how|triaging",
    ),
    (
        "INVESTIGATED",
        "investigated|assessed|evaluated|analyzed|analysed|examined|reviewed|audited|scanned|checked|tested|inspected",
    ),
    (
        "INVESTIGATION",
        "investigation|investigations|analysis|assessment|review|audit|forensics|examination|evaluation|testing|inquiry|enquiry|post mortem|forensic work|forensics work",
    ),
    (
        "EVIDENCE",
        "evidence|indication|indications|indicator|sign|signs|reason to believe|reason to suspect|proof|trace|traces|suggestion|reports of|known instances|known cases|instances of|reason to think|cause to believe|knowledge of|hint|hints|grounds to believe|reason to assume|reason to fear|clue|clues|signal that",
    ),
    // Advice.
    (
        "RECOMMEND",
        "recommend|recommends|recommended|recommending|advise|advises|advised|advising|urge|urges|urged|urging|suggest|suggests|suggested|encourage|encourages|encouraged|encouraging|instructed|advice|recommendation|recommendations|remind",
    ),
    (
        "MUST",
        "should|must|need to|needs to|ought to|have to|required to|may want to|might want to|may wish to|will need to|will have to|want to make sure|are advised to|is advised to|are encouraged to|are urged to|ought|are asked to|is asked to|are requested to|had better|would do well to|are required to|are recommended to|are instructed to",
    ),
    (
        "IMPERATIVE",
        "upgrade|update|change|reset|rotate|revoke|apply|install|check|review|download|enable|disable|monitor|verify|ensure|make|use|run|replace|regenerate|reissue|avoid|consider|follow|migrate|identify|restart|reboot|remove|patch|be|keep|switch|log|sign|choose|contact|visit|refer|see|read|watch|beware|treat|assume|delete|scan|audit|set|turn|block|uninstall|downgrade|test|confirm|look|stay|never|go|involve|limit|restrict|report|rebuild|redeploy|recompile|inspect|investigate|search|invalidate|notify|wait|start|stop|perform|take|subscribe|reinstall|swap|move|pin|boot|retire|roll|cycle|create|generate|renew|disconnect|isolate|unplug|purge|clear|back|examine|compare|list|query|hunt|whitelist|allowlist|repave|unlink|authenticate|reauthenticate|plan|schedule|prepare|bind|shut|power|lock|rekey|reimage|drop|opt|link",
    ),
    (
        "CHANGE",
        "change|changes|changed|changing|reset|resets|resetting|update|updating|choose|choosing|rotate|rotating|select|pick|create|use|using|set|reuse|reused|reusing|strong|unique|new|renew|replace|modify|picking",
    ),
    (
        "ROTATE",
        "rotate|rotating|revoke|revoking|regenerate|regenerating|reissue|reissuing|rekey|rekeying|replace|replacing|renew|reset|resetting|change|changing|recreate|invalidate|roll|update|cycle|refresh|create|generate|delete|request|obtain|install|get|remove|swap|swapping|retire|rolling|cycling|recreating|mint|renewing|deleting|generating|refreshing|creating",
    ),
    (
        "QUESTIONS",
        "question|questions|concern|concerns|concerned|help|assistance|query|queries|inquiries|enquiries|unsure|trouble|difficulty|difficulties|problems|clarification|issues|not sure|feedback|worried|more information|further information|unclear|stuck|worries|in doubt|doubt|doubts|need us|like to know more|want to know more|want to talk|would like to discuss|anything else",
    ),
    // Questions, and times.
    (
        "MONTH",
        "jan|january|feb|february|mar|march|apr|april|@may|jun|june|jul|july|aug|august|sep|sept|september|oct|october|nov|november|dec|december",
    ),
    ("WEEKDAY", "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri"),
    ("DAY", "<[0-3]?[0-9](?:st!nd!rd!th)?(?:-[0-3]?[0-9](?:st!nd!rd!th)?)?>"),
    ("YEAR", "<(?:19!20)[0-9][0-9]>"),
    (
        "DATE",
        "MONTH DAY|DAY MONTH|DAY of MONTH|MONTH YEAR|MONTH of YEAR|WEEKDAY|<[0-9]{4}-[0-9]{2}-[0-9]{2}.*>|<[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}>|<[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}>|<[0-9]{1,2}[.][0-9]{1,2}[.](?:19!20)[0-9]{2}>|<[0-9]{1,2}-[a-z]{3,9}-[0-9]{2,4}>|<[0-9]{1,2}-[0-9]{1,2}-(?:19!20)[0-9]{2}>|yesterday|today|tonight|last night|last week|this morning|this afternoon|this evening|this weekend|last weekend|earlier today|earlier this week|earlier this month|last month|over the weekend|overnight|the same day|the same evening|that evening|that night|the next day|the following day|the next morning",
    ),
    (
        "CLOCK",
        "<[0-2]?[0-9][:.][0-5][0-9](?::[0-5][0-9])?(?:[ap]m)?>|<[0-9]{1,2}[ap]m>|DAY am|DAY pm|DAY a.m|DAY p.m|<[0-2][0-9][0-5][0-9]> utc|noon|midnight",
    ),
    (
        "NUMBER",
        "<[0-9]+>|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|few|several|couple of|a|an|<[0-9,]+>|sixteen|eleven|fourteen|eighteen|thirteen|seventeen|nineteen|forty|fifty|sixty|ninety|half an|a few|many",
    ),
    ("UNIT", "minute|minutes|hour|hours|day|days|week|weeks|month|months|hrs|mins"),
    // Addresses.
    (
        "CHECKER",
        "<.*filippo[.]io.*>|<.*ssllabs[.]com.*>|<.*lastpass[.]com/heartbleed.*>|<.*possible[.]lv.*>|<.*shellshocker[.]net.*>|<.*poodletest.*>|<.*poodlescan.*>|<.*haveibeenpwned.*>|<.*heartbleed-masstest.*>|<https?://github[.]com/.*(?:scan!detect!check!tester!heartb!/test!-test!_test).*>|<.*log4j-?scan.*>|<.*log4shell.*(?:scan!detect!test).*>|<.*canarytokens.*>",
    ),
    (
        "POLICY_ADDRESS",
        "<(?:security!secure!psirt!product-security!disclosure!bugbounty!infosec!vulnerabilit.*)@.*>|<security-.*@.*>|<.*-security@.*>|<.*hackerone[.]com.*>|<.*bugcrowd[.]com.*>|<.*intigriti[.]com.*>|<.*yeswehack.*>|<.*well-known/security.*>|<.*security[.]txt.*>|<.*security[.]md.*>|<.*/security/policy.*>|<.*vulnerability-disclosure.*>|<.*responsible-?disclosure.*>|<.*bug-?bounty.*>|<.*report-?a-?(?:security-?)?vulnerability.*>",
    ),
    (
        "SUPPORT_ADDRESS",
        "<(?:support!help!info!hello!contact!helpdesk!servicedesk!customercare!customersupport!privacy)@.*>|<.*support@.*>|<https?://.*/contact(?:-?us)?/?>|<https?://.*/support/?>|<https?://.*/requests/new.*>|<https?://(?:support!help)[.][^/]*/?>|<https?://(?:support!help)[.].*(?:contact!ticket!request!submit).*>",
    ),
    ("PHONE", "<[0-9]{3}-[0-9]{4}>|<[0-9]{3}[.-][0-9]{3}[.-][0-9]{4}>|<1-8[0-9]{2}.*>|<[0-9]{7,12}>"),
    (
        "VERSION",
        "<v?[0-9]+(?:[.][0-9x*]+)+[a-z0-9.+_-]*>|<[@a-z0-9/._-]+@v?[0-9]+(?:[.][0-9x*]+)+[a-z0-9.+_-]*>",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::classes::Classes;
    use super::super::pattern::Pattern;
    use super::*;

    #[test]
    fn a_set_has_one_meaning() {
        let mut names: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SETS.len());
        for (name, forms) in SETS {
            let pattern = Pattern::new(name, &mut Classes::default());
            assert!(pattern.is_ok(), "{name}: {pattern:?}");
            assert!(!forms.contains("||") && forms.trim() == *forms, "{name}");
        }
    }
}
