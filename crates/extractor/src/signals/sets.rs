//! Sets of words that mean the same to a rule.

/// A set: its name, and its words and phrases with bars between them. `word*` is any word that begins so, a name of a
/// set in it stands for that set, and `<…>` holds a regular expression of one word, with `!` for its bar.
type Set = (&'static str, &'static str);

/// All sets, as patterns name them.
pub fn sets() -> &'static [(&'static str, &'static str)] {
    SETS
}

/// The words of the set of that name.
pub(super) fn forms(name: &str) -> Option<&'static str> {
    SETS.iter().find(|(known, _)| *known == name).map(|(_, forms)| *forms)
}

const SETS: &[Set] = &[
    // Who speaks, who is spoken to, and who else there is.
    ("SELF", "we|our|ours|us|i|my|@self"),
    (
        "WE",
        "we|i|@self|our team|our teams|our engineers|our staff|our technicians|our administrators|the team|engineers|our security team|our operations team|our developers",
    ),
    (
        "YOU",
        "you|your|yours|customers|users|clients|everyone|anyone|administrators|admins|subscribers|members|developers|operators|owners|customer|user|people|merchants|tenants|organizations|organisations|partners",
    ),
    (
        "OTHERS",
        "our host|our hosts|our hosting provider|our provider|our providers|our hosting partner|our cloud provider|our vendor|our vendors|our supplier|our suppliers|the vendor|the vendors|vendors|our upstream provider|our datacenter provider|our certificate authority|the openssl project|amazon|aws|heroku|rackspace|microsoft|google|apple|intel|amd|ubuntu|debian|redhat|red hat|canonical|cloudflare|github|digitalocean|atlassian|okta|the apache software foundation|apache|oracle|vmware|cisco",
    ),
    (
        "MANY",
        "most of the|many of the|many websites|many sites|many companies|many providers|many other|many services|many servers|many systems|many organizations|many internet|most websites|most sites|most companies|most providers|most servers|most other|most major|most popular|most of you|most cloud|millions of|billions of|thousands of|hundreds of thousands|hundreds of millions|two thirds|half of|majority of the|majority of internet|majority of websites|other websites|other sites|other companies|other providers|other services|all over the|on the internet|of the internet|on the web|of the web|worldwide|around the world|globally|the industry|across the industry|number of websites|every website|all websites|any website|any server|any site|certain websites|certain sites|some websites|some sites|anyone|everyone",
    ),
    // What providers have.
    (
        "THING",
        "server*|system*|service|services|platform*|infrastructure|network*|product|products|site|sites|website*|application*|app|apps|software|account*|data|database*|node|nodes|host|hosts|machine|machines|cluster*|instance|instances|environment*|api|apis|portal*|load balancer*|balancer*|balancers|proxy|proxies|component*|release|releases|version|versions|tool|tools|library|libraries|runtime|package*|plugin*|client|clients|device*|cloud|datacenter*|data center*|repository|repositories|repo|repos|build|builds|pipeline*|image|images|mirror|mirrors|hypervisor*|fleet|edge|endpoint*|appliance*|firmware|gateway*|dashboard*|backend|frontend|front ends|stack|vps*|vm|vms|router*|container*|deployment*|installation*|distribution*|branch|branches|module*|webserver*|code|droplet*|email|hardware|operating system*|web properties|properties|offering*|solution*|technology|technologies|environment|workload*|storage|store|stores|kernel*|agent|agents|extension*|sdk*|gem|gems|daemon*|vpn|mail|dns|cdn|control panel*|box|boxes",
    ),
    (
        "DATA",
        "data|information|details|records|credentials|password*|passphrase*|keys|key|token*|secret*|certificate*|account*|email*|emails|messages|names|addresses|card|cards|payment*|source code|code|content*|files|backups|vault*|privacy|database*|repositories|environment variables|traffic|communications|sessions|cookies|personal information|funds",
    ),
    (
        "SECRET",
        "key|keys|token|tokens|secret|secrets|certificate|certificates|cert|certs|apikey|apikeys|keypair|keypairs|cookie|cookies|credential|credentials",
    ),
    // Being affected, and not.
    ("BE", "is|are|was|were|be|been|being|am|remain|remains|remained|got|has been|have been|had been"),
    ("NOT", "not|never|no|none|neither|nor|nothing|without|nobody|isn't"),
    (
        "AFFECTED",
        "affected|impacted|vulnerable|susceptible|exposed|compromised|breached|exploitable|unpatched|accessed|attacked|hacked|targeted|hit|at risk|implicated",
    ),
    (
        "HARMED",
        "affected|impacted|vulnerable|susceptible|exposed|compromised|breached|exploitable|at risk|implicated|applicable|exploited|accessed|stolen|leaked|lost|taken|modified|altered|viewed|disclosed|touched|involved|subject to|open to|relevant|attacked|hacked|infected|present",
    ),
    ("AFFECTS", "affects|affect|affected|affecting|impacts|impact|impacted|impacting"),
    (
        "FLAW",
        "vulnerability|vulnerabilities|flaw|flaws|bug|bugs|issue|issues|exploit|exploits|problem|attack|attacks|incident|breach|backdoor|heartbleed|shellshock|poodle|log4shell|log4j|meltdown|spectre|ghost|cve|hole|weakness|defect|malware|code|event|event|security",
    ),
    (
        "INCIDENT",
        "incident|breach|intrusion|compromise|attack|event|unauthorized access|unauthorised access|unauthorized activity|suspicious activity|security issue|data leak|leak|malicious code|unauthorized party|unauthorized person",
    ),
    (
        "ATTACKER",
        "attacker*|intruder*|hacker*|threat actor*|malicious actor*|actor|unauthorised|unauthorized|perpetrator*|adversary|adversaries|bad actor*|someone|anyone|third parties",
    ),
    ("OPENSSL_LIKE", "openssl|log4j|bash|xz|ssl|sslv3|struts|glibc|exim|jndilookup|tls|java|liblzma"),
    // Acting.
    ("PATCHED", "patched|updated|upgraded|fixed|remediated|secured|repaired|hotfixed|recompiled|repatched"),
    (
        "PATCHING",
        "patching|updating|upgrading|fixing|remediating|securing|remediation|patch|patches|update|updates|upgrade|upgrades|fix|fixes|hotfix",
    ),
    (
        "MITIGATED",
        "mitigated|disabled|blocked|removed|restricted|isolated|firewalled|contained|closed|hardened|restored|deactivated|filtered|addressed|resolved|neutralized|neutralised|eliminated",
    ),
    (
        "REPLACED",
        "replaced|reissued|rekeyed|renewed|regenerated|rotated|revoked|reset|cycled|changed|updated|invalidated|expired|reissue|swapped|refreshed",
    ),
    (
        "REPLACING",
        "replacing|reissuing|rekeying|renewing|regenerating|rotating|revoking|resetting|cycling|changing|updating|invalidating|expiring|rotation|revocation|reissuance|replacement",
    ),
    (
        "DONE",
        "PATCHED|MITIGATED|REPLACED|rebooted|restarted|rebuilt|deployed|applied|rolled out|installed|implemented|completed|reissued|migrated|released|shipped|finished|switched|pushed|rolled back|reverted|reenabled|went live",
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
        "investigating|assessing|evaluating|analyzing|analysing|examining|reviewing|looking into|studying|researching|determining|gathering|working to determine|working to understand|trying to understand|trying to determine|auditing|scanning",
    ),
    (
        "INVESTIGATED",
        "investigated|assessed|evaluated|analyzed|analysed|examined|reviewed|audited|scanned|checked|tested|inspected",
    ),
    (
        "INVESTIGATION",
        "investigation|investigations|analysis|assessment|review|audit|forensics|examination|evaluation|testing|inquiry",
    ),
    (
        "EVIDENCE",
        "evidence|indication|indications|indicator|sign|signs|reason to believe|reason to suspect|proof|trace|traces|suggestion|reports of|known instances|known cases|instances of|reason to think|cause to believe|knowledge of",
    ),
    // Advice.
    (
        "RECOMMEND",
        "recommend|recommends|recommended|recommending|advise|advises|advised|advising|urge|urges|urged|urging|suggest|suggests|suggested|encourage|encourages|encouraged|encouraging|instructed|advice|recommendation|recommendations|remind",
    ),
    (
        "MUST",
        "should|must|need to|needs to|ought to|have to|required to|may want to|might want to|may wish to|will need to|will have to|want to make sure|are advised to|is advised to|are encouraged to|are urged to",
    ),
    (
        "IMPERATIVE",
        "upgrade|update|change|reset|rotate|revoke|apply|install|check|review|download|enable|disable|monitor|verify|ensure|make|use|run|replace|regenerate|reissue|avoid|consider|follow|migrate|identify|restart|reboot|remove|patch|be|keep|switch|log|sign|choose|contact|visit|refer|see|read|watch|beware|treat|assume|delete|scan|audit|set|turn|block|uninstall|downgrade|test|confirm|look|stay|never|go|involve|limit|restrict|report|rebuild|redeploy|recompile|inspect|investigate|search|invalidate|notify|wait|start|stop|perform|take|subscribe",
    ),
    (
        "CHANGE",
        "change|changes|changed|changing|reset|resets|resetting|update|updating|choose|choosing|rotate|rotating|select|pick|create|use|using|set|reuse|reused|reusing|strong|unique|new|renew|replace|modify",
    ),
    (
        "ROTATE",
        "rotate|rotating|revoke|revoking|regenerate|regenerating|reissue|reissuing|rekey|rekeying|replace|replacing|renew|reset|resetting|change|changing|recreate|invalidate|roll|update|cycle|refresh|create|generate|delete|request|obtain|install|get|remove",
    ),
    (
        "QUESTIONS",
        "question|questions|concern|concerns|concerned|help|assistance|query|queries|inquiries|enquiries|unsure|trouble|difficulty|difficulties|problems|clarification|support|issues|not sure|feedback|worried|more information|further information",
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
        "MONTH DAY|DAY MONTH|DAY of MONTH|MONTH YEAR|WEEKDAY|<[0-9]{4}-[0-9]{2}-[0-9]{2}.*>|<[0-9]{1,4}[./][0-9]{1,2}[./][0-9]{2,4}>|<[0-9]{1,2}-[a-z]{3,9}-[0-9]{2,4}>|yesterday|today|tonight|last night|last week|this morning|this afternoon|this evening|this weekend|last weekend|earlier today|over the weekend|overnight",
    ),
    (
        "CLOCK",
        "<[0-2]?[0-9][:.][0-5][0-9](?::[0-5][0-9])?(?:[ap]m)?>|<[0-9]{1,2}[ap]m>|DAY am|DAY pm|DAY a.m|DAY p.m|<[0-2][0-9][0-5][0-9]> utc|noon|midnight",
    ),
    (
        "NUMBER",
        "<[0-9]+>|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|few|several|couple of|a|an",
    ),
    ("UNIT", "minute|minutes|hour|hours|day|days|week|weeks|month|months|hrs|mins"),
    // Addresses.
    (
        "CHECKER",
        "<.*filippo[.]io.*>|<.*ssllabs[.]com.*>|<.*lastpass[.]com/heartbleed.*>|<.*possible[.]lv.*>|<.*shellshocker[.]net.*>|<.*poodletest.*>|<.*poodlescan.*>|<.*haveibeenpwned.*>|<.*heartbleed-masstest.*>|<https?://github[.]com/.*(?:scan!detect!check!test!heartb).*>|<.*log4j-?scan.*>|<.*log4shell.*(?:scan!detect!test).*>|<.*canarytokens.*>",
    ),
    (
        "POLICY_ADDRESS",
        "<(?:security!secure!psirt!product-security!disclosure!bugbounty!infosec!vulnerabilit.*)@.*>|<security-.*@.*>|<.*-security@.*>|<.*hackerone[.]com.*>|<.*bugcrowd[.]com.*>|<.*intigriti[.]com.*>|<.*yeswehack.*>|<.*well-known/security.*>|<.*security[.]txt.*>|<.*security[.]md.*>|<.*/security/policy.*>|<.*vulnerability-disclosure.*>|<.*responsible-?disclosure.*>|<.*bug-?bounty.*>|<.*report-?a-?(?:security-?)?vulnerability.*>",
    ),
    (
        "SUPPORT_ADDRESS",
        "<(?:support!help!info!hello!contact!helpdesk!servicedesk!customercare!customersupport!privacy)@.*>|<.*support@.*>|<https?://.*/contact(?:-?us)?/?>|<https?://.*/support/?>|<https?://.*/requests/new.*>|<https?://(?:support!help)[.].*>",
    ),
    ("PHONE", "<[0-9]{3}-[0-9]{4}>|<[0-9]{3}[.-][0-9]{3}[.-][0-9]{4}>|<1-8[0-9]{2}.*>|<[0-9]{7,12}>"),
    ("VERSION", "<v?[0-9]+(?:[.][0-9x*]+)+[a-z0-9.+_-]*>"),
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
