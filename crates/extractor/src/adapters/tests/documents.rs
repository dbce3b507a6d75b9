//! One document of each status platform, written for the tests after the shapes of real ones.

/// A document: its address, its platform, and its bytes.
pub(super) struct Sample {
    pub url: &'static str,
    pub adapter: &'static str,
    pub platform: &'static str,
    pub incidents: usize,
    pub updates: usize,
    pub body: &'static str,
}

const fn sample(
    url: &'static str,
    adapter: &'static str,
    platform: &'static str,
    (incidents, updates): (usize, usize),
    body: &'static str,
) -> Sample {
    Sample { url, adapter, platform, incidents, updates, body }
}

pub(super) const STATUSPAGE_PAGE: &str = r#"<!DOCTYPE html><html><head><title>Acme</title></head><body>
<h1 class="incident-name">Slow</h1><div class="update-row"><div class="update-title">Resolved</div>
<div class="update-body">Done.</div><div class="update-timestamp"><span class="ago" data-datetime-unix="1389265200000"></span></div></div>
<div class="components-affected">This incident affected: Web (Shop, Search), Mail and API.</div>
Powered by Atlassian Statuspage</body></html>"#;

pub(super) const INSTATUS_PAGE: &str = r#"<!DOCTYPE html><html><head><title>Acme - instatus</title></head><body>
<script>self.__next_f.push([1,"5:{\"site\":{\"id\":\"ckr4yhq482016887tol3infgvnh\",\"createdAt\":\"2013-01-01T00:00:00.000Z\",\"components\":[]},"])</script>
<script>self.__next_f.push([1,"\"activeIncidents\":[{\"id\":\"ci6r7ygw00001abcdwxyz0001\",\"name\":{\"default\":\"Queues\"},\"started\":\"2015-03-01T10:00:00.000Z\",\"resolved\":null,\"components\":[{\"id\":\"x\",\"name\":{\"default\":\"Web \\u0026 API\"}}],\"updates\":[{\"id\":\"ci6r7ygw00002abcdwxyz0002\",\"started\":\"2015-03-01T10:00:00.000Z\",\"status\":\"INVESTIGATING\",\"message\":{\"default\":\"We look.\"}},{\"id\":\"ci6rs3s000003abcdwxyz0003\",\"started\":\"2015-03-02T11:24:00.000Z\",\"status\":\"RESOLVED\",\"messageHtml\":{\"default\":\"<p>Done.</p>\"}}]}],\"activeMaintenances\":[]}"])</script></body></html>"#;

pub(super) const INCIDENT_IO_PAGE: &str = r#"<!DOCTYPE html><html><head><title>Acme</title></head><body data-x="incident.io">
<script>self.__next_f.push([1,"4:{\"summary\":{\"components\":[{\"id\":\"c1\",\"name\":\"API\"}],\"ongoing_incidents\":[{\"id\":\"01HKPP0X00AAAAAAAAAAAAAAAA\",\"name\":\"Errors\",\"published_at\":\"2024-01-09T08:00:00Z\",\"status\":\"monitoring\",\"status_page_id\":\"01HJ0000000000000000000000\",\"affected_components\":[{\"component_id\":\"c1\"}],\"updates\":[{\"id\":\"01HKPP0X00BBBBBBBBBBBBBBBB\",\"message_string\":\"We look.\",\"published_at\":\"2024-01-09T08:00:00Z\",\"to_status\":\"investigating\"}]}]},\"incident_links\":[{\"id\":\"01HKPP0X00CCCCCCCCCCCCCCCC\",\"name\":\"Set back\",\"permalink\":\"x\",\"published_at\":\"2024-01-08T00:00:00Z\"}]}"])</script></body></html>"#;

pub(super) const INSTATUS_RSS: &str = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>S</title><item><title>Slow</title>\
<content:encoded><![CDATA[<p><strong>Type:</strong> Incident</p><p><strong>Affected Components:</strong> Web, Mail</p>\
&lt;p&gt;&lt;small&gt;Dec &lt;var data-var=&#039;date&#039;&gt; 31&lt;/var&gt;, &lt;var data-var=&#039;time&#039;&gt;23:15:00&lt;/var&gt; GMT+0&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; -\nWe look.&lt;/p&gt;\
&lt;p&gt;&lt;small&gt;Jan &lt;var data-var=&#039;date&#039;&gt; 2&lt;/var&gt;, &lt;var data-var=&#039;time&#039;&gt;01:01:05&lt;/var&gt; GMT+0&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; -\nDone.&lt;/p&gt;]]></content:encoded>\
<pubDate>Tue, 31 Dec 2013 23:15:00 +0000</pubDate><link>https://status.example.com/incident/ci6r7ygw00001abcdwxyz0001</link></item></channel></rss>";

pub(super) const CSTATE_ISSUE: &str = r#"{"is":"issue","title":"DB","createdAt":"2014-01-01 10:00:00 +0000 UTC","lastMod":"2014-01-02 09:00:00 +0000 UTC",
"severity":"down","resolved":true,"resolvedAt":"2014-01-02 09:00:00 +0000 UTC","affected":["API"],
"body":"<p><em>Resolved</em> - Fixed. <small class=\"faded\">(09:00 — Jan 2)</small></p><p><em>Investigating</em> - We look. <small class=\"faded\">(23:30 — Dec 31)</small></p>"}"#;

/// All of them, as fetched on 10 January 2026.
pub(super) const ALL: &[Sample] = &[
    sample(
        "https://s.example/api/v2/incidents.json",
        "statuspage-api",
        "statuspage",
        (1, 1),
        r#"{"page":{"id":"p","url":"https://s.example","time_zone":"Etc/UTC"},"incidents":[{"id":"abc","name":"Errors","created_at":"2014-01-08T10:00:00Z","incident_updates":[{"id":"u1","status":"investigating","body":"We look.","created_at":"2014-01-08T10:00:00Z","display_at":"2014-01-08T10:00:00Z","affected_components":[{"code":"c","name":"Web"}]}]}]}"#,
    ),
    sample(
        "https://s.example/api/v2/summary.json",
        "statuspage-api",
        "incident-io",
        (1, 1),
        r#"{"page":{"id":"01HJ0000000000000000000000","url":"https://s.example"},"status":{"indicator":"minor"},"components":[],"incidents":[{"id":"01HKPP0X00AAAAAAAAAAAAAAAA","name":"Errors","created_at":"2024-01-09T08:00:00Z","incident_updates":[{"id":"01HKPP0X00BBBBBBBBBBBBBBBB","status":"monitoring","body":"x","display_at":"2024-01-09T08:00:00Z"}]}]}"#,
    ),
    sample(
        "https://s.example/history.json?page=2",
        "statuspage-history",
        "statuspage",
        (0, 0),
        r#"{"page_status":{"page":{"name":"A","time_zone":"London"}},"months":[{"name":"January","year":2014,"incidents":[{"code":"a1b2c3d4e5f6","name":"Slow","message":"Done","timestamp":"Jan <var data-var='date'>2</var>, <var data-var='time'>10:00</var> - <var data-var='time'>11:00</var> GMT"}]}]}"#,
    ),
    sample(
        "https://s.example/incidents/a1b2c3d4e5f6",
        "statuspage-html",
        "statuspage",
        (1, 1),
        STATUSPAGE_PAGE,
    ),
    sample("https://s.example/", "incident-io", "incident-io", (1, 1), INCIDENT_IO_PAGE),
    sample(
        "https://s.example/api/v1/summary",
        "incident-io",
        "incident-io",
        (1, 1),
        r#"{"page_title":"A","ongoing_incidents":[{"id":"x","name":"Slow","status":"monitoring","url":"https://s.example/incidents/x","last_update_at":"2014-01-08T10:00:00Z","last_update_message":"We watch."}],"in_progress_maintenances":[],"scheduled_maintenances":[]}"#,
    ),
    sample(
        "https://s.example/feed.atom",
        "feed",
        "incident-io",
        (1, 1),
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Slow</title><id>https://s.example//incidents/01HKPP0X00AAAAAAAAAAAAAAAA</id><link href='https://s.example//incidents/01HKPP0X00AAAAAAAAAAAAAAAA'/><updated>2024-01-09T08:00:00.123Z</updated><content type='html'>&lt;b&gt;Status: Resolved&lt;/b&gt;&lt;br/&gt;&lt;br/&gt;Done.&lt;br/&gt;&lt;br/&gt;&lt;b&gt;Affected components&lt;/b&gt;&lt;ul&gt;&lt;li&gt;Search (Operational)&lt;/li&gt;&lt;/ul&gt;</content></entry></feed>",
    ),
    sample("https://s.example/", "instatus", "instatus", (1, 2), INSTATUS_PAGE),
    sample("https://s.example/history.rss", "feed", "instatus", (1, 2), INSTATUS_RSS),
    sample(
        "https://s.example/summary.json",
        "instatus",
        "instatus",
        (1, 0),
        r#"{"page":{"name":"A","url":"https://s.example","status":"HASISSUES"},"activeIncidents":[{"id":"x","name":"Slow","started":"2014-01-08T01:00:00Z","status":"INVESTIGATING","url":"https://s.example/i/x"}]}"#,
    ),
    sample(
        "https://s.example/v3/components.json",
        "instatus",
        "instatus",
        (0, 0),
        r#"[{"id":"a","name":"Web","description":"","status":"OPERATIONAL"}]"#,
    ),
    sample(
        "https://s.example/currentevents",
        "aws-health",
        "aws",
        (1, 1),
        r#"[{"date":"1","arn":"arn:aws:health:r::event/X/Y","region_name":"Oregon","service":"s3-us-west-2","service_name":"Storage","summary":"Errors","event_log":[{"message":"We look.","status":1,"timestamp":1389261600}]}]"#,
    ),
    sample(
        "https://s.example/rss/all.rss",
        "feed",
        "aws",
        (1, 1),
        "<rss version='2.0'><channel><title>Status</title><item><title>[RESOLVED] Errors</title><guid>https://s.example/#s3-us-west-2_1389261600</guid><pubDate>Thu, 09 Jan 2014 02:00:00 PST</pubDate><description>Done.</description></item></channel></rss>",
    ),
    sample(
        "https://s.example/feed/",
        "feed",
        "azure",
        (1, 1),
        "<rss version='2.0'><channel><title>Azure Status</title><link>https://s.example/status/</link><item><guid isPermaLink='false'>network-trouble</guid><link>https://s.example/status/</link><title>Network</title><description>We look.</description><pubDate>Thu, 09 Jan 2014 10:00:00 Z</pubDate></item></channel></rss>",
    ),
    sample(
        "https://s.example/incidents.json",
        "google-cloud",
        "google-cloud",
        (1, 1),
        r#"[{"id":"i","begin":"2014-01-08T01:00:00+00:00","created":"2014-01-08T05:00:00+00:00","external_desc":"Slow","uri":"incidents/i","affected_products":[{"title":"Compute"}],"updates":[{"created":"2014-01-08T05:00:00+00:00","modified":"2014-01-08T05:00:00+00:00","when":"2014-01-08T05:00:00+00:00","text":"Slow","status":"SERVICE_OUTAGE"}]}]"#,
    ),
    sample(
        "https://s.example/api/v2.0.0/current",
        "slack",
        "slack",
        (1, 1),
        r#"{"status":"active","date_created":"2014-01-08T01:00:00-08:00","date_updated":"x","active_incidents":[{"id":1,"title":"Chat","url":"https://s.example/1","services":["Messages"],"date_created":"2014-01-08T01:00:00-08:00","notes":[{"date_created":"2014-01-08T01:00:00-08:00","body":"<p>One.</p>"}]}]}"#,
    ),
    sample(
        "https://s.example/1.0/status/p",
        "statusio",
        "statusio",
        (1, 1),
        r#"{"result":{"status_overall":{},"incidents":[{"_id":"a","name":"Auth","datetime_open":"2014-01-08T01:00:00Z","components_affected":[{"name":"Login"}],"messages":[{"details":"Seen.","state":200,"datetime":"2014-01-08T02:00:00Z"}]}]}}"#,
    ),
    sample(
        "https://s.example/data/payload.json",
        "firehydrant",
        "firehydrant",
        (1, 1),
        r#"{"config":{},"conditions":{},"incidents":[{"id":"f","title":"Zone","timeline":[{"time":"2014-01-09T00:00:00Z","occurredAt":"2014-01-09T00:00:00Z","details":{"note":{"note":"Resolved - fine"}}}]}]}"#,
    ),
    sample(
        "https://s.example/",
        "pagerduty",
        "pagerduty",
        (1, 1),
        r#"<!DOCTYPE html><html><body><script id="data" type="application/json">{"summary":{"open_incidents":[],"resolved_incidents":[{"id":"P1","title":"Slow","updates":[{"id":"U1","status":"resolved","message":"<p>Done.</p>","reported_at":"2014-01-08T01:00:00Z","created_at":"2014-01-08T01:00:00Z","updated_at":"2014-01-08T01:00:00Z","impacted_business_services":[{"name":"Mail","severity":"minor"}]}]}]}}</script></body></html>"#,
    ),
    sample(
        "https://s.example/api/v1/incidents",
        "cachet-2",
        "cachet",
        (1, 2),
        r#"{"meta":{"pagination":{"total":1,"count":1,"per_page":20,"current_page":1,"links":{"next_page":"https://s.example/api/v1/incidents?page=2"}}},"data":[{"id":7,"name":"Slow","status":1,"human_status":"Investigating","message":"We look.","occurred_at":"2014-01-08 09:00:00","created_at":"2014-01-08 10:00:00","updated_at":"2014-01-08 10:00:00","permalink":"https://s.example/incidents/7","updates":[{"id":3,"status":4,"human_status":"Fixed","message":"Done.","created_at":"2014-01-08 11:00:00","updated_at":"2014-01-08 11:00:00"}]}]}"#,
    ),
    sample(
        "https://s.example/api/incidents?include=updates",
        "cachet-3",
        "cachet",
        (1, 2),
        r#"{"data":[{"id":"7","type":"incidents","attributes":{"id":7,"guid":"g-7","name":"Slow","message":"We look.","status":{"human":"Fixed","value":4},"occurred":{"human":"x","string":"2014-01-08 09:00:00"},"created":{"human":"x","string":"2014-01-08 10:00:00"},"updated":{"human":"x","string":"2014-01-08 10:00:00"}},"relationships":{"updates":{"data":[{"id":"3","type":"updates"}]}}}],"included":[{"id":"3","type":"updates","attributes":{"id":3,"message":"Done.","status":{"human":"Fixed","value":4},"created":{"string":"2014-01-08 11:00:00"},"updated":{"string":"2014-01-08 11:00:00"}}}],"links":{"next":"https://s.example/api/incidents?page=2"}}"#,
    ),
    sample(
        "https://s.example/index.json",
        "cstate",
        "cstate",
        (0, 0),
        r#"{"is":"index","cStateVersion":"5.2","systems":[{"name":"API","unresolvedIssues":[{"is":"issue","title":"DB","createdAt":"2014-01-01 10:00:00 +0000 UTC","permalink":"https://s.example/issues/db/"}]}]}"#,
    ),
    sample("https://s.example/issues/db/index.json", "cstate", "cstate", (1, 2), CSTATE_ISSUE),
    sample(
        "https://s.example/",
        "better-stack",
        "better-stack",
        (0, 0),
        "<!DOCTYPE html><html><head><title>A</title><link href='/feed' rel='alternate' type='application/rss+xml'><link href='https://uptime.betterstack.com/x.css'></head><body data-controller='status-pages-v2--header'><a href='/incidents'>Previous incidents</a></body></html>",
    ),
    sample(
        "https://s.example/statuses",
        "monitors",
        "gatus",
        (0, 0),
        r#"[{"name":"web","group":"g","key":"g_web","results":[{"success":true,"timestamp":"2014-01-08T01:00:00Z"}]}]"#,
    ),
];

/// Recognised by their shape, and not read.
pub(super) const KEPT: &[(&str, &str, &str)] = &[
    (
        "statuscast",
        "statuscast",
        "<!DOCTYPE html><html><body><p class='status-list-component-status-text component-available'>Up</p></body></html>",
    ),
    ("sorry", "sorry", r#"{"page":{"state":"operational","state_text":"All is well"}}"#),
    ("heroku", "heroku", r#"{"status":[{"system":"Apps","status":"green"}],"incidents":[],"scheduled":[]}"#),
    (
        "salesforce",
        "salesforce",
        r#"[{"key":"NA1","location":"NA","environment":"production","status":"OK"}]"#,
    ),
    ("better-stack", "better-stack", r#"{"data":{"type":"status_page","attributes":{}},"included":[]}"#),
    (
        "statuspal",
        "statuspal",
        "<!DOCTYPE html><html><body><div class='system-status type-major'>Down</div></body></html>",
    ),
    (
        "okta",
        "okta",
        "<!DOCTYPE html><html><body><div data-id='incidents'>[{\"Status__c\":\"x\",\"Category__c\":\"y\"}]</div></body></html>",
    ),
    (
        "oracle",
        "oracle",
        "<rss version='2.0'><channel><title>S</title><item><title>Compute | Frankfurt | 12-3</title><description>&lt;strong&gt;Resolved&lt;/strong&gt; x</description><pubDate>Thu, 09 Jan 2014 10:00:00 GMT</pubDate></item></channel></rss>",
    ),
];
