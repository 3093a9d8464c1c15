package proxy

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"testing"

	"endpointslice.test/reference/internal/casetest"
	"endpointslice.test/reference/internal/stub"
)

var parts = Parts()

func TestMain(m *testing.M) {
	stub.SilenceKlog()
	os.Exit(m.Run())
}

func slice(name, version, endpoints string) string {
	return fmt.Sprintf(`{"metadata":{"namespace":"ns","name":"%s","resourceVersion":"%s","labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","ports":[{"name":"http","protocol":"TCP","port":80}],"endpoints":[%s]}`, name, version, endpoints)
}

// run makes the steps and decodes what the last one, an apply, reports.
func run(t *testing.T, steps string) ([]bool, applied) {
	t.Helper()
	answers := casetest.Ask[[]json.RawMessage](t, parts, "proxy", `{"family":"IPv4","nodeName":"here","steps":[`+steps+`,{"op":"apply"}]}`)
	var flags []bool
	for _, answer := range answers[:len(answers)-1] {
		var flag changed
		if err := json.Unmarshal(answer, &flag); err != nil {
			t.Fatal(err)
		}
		flags = append(flags, flag.Changed)
	}
	var report applied
	if err := json.Unmarshal(answers[len(answers)-1], &report); err != nil {
		t.Fatal(err)
	}
	return flags, report
}

func update(slice string) string { return `{"op":"update","slice":` + slice + `}` }
func remove(slice string) string { return `{"op":"remove","slice":` + slice + `}` }

func TestChangeDecision(t *testing.T) {
	one, two := slice("s", "1", ""), slice("s", "2", "")
	for name, test := range map[string]struct {
		steps string
		want  []bool
	}{
		"same twice":               {update(one) + "," + update(one), []bool{true, false}},
		"resourceVersion counts":   {update(one) + "," + update(two), []bool{true, true}},
		"back to applied":          {update(one) + `,{"op":"apply"},` + update(two) + "," + update(one), []bool{true, false, true, true}},
		"unknown removal":          {remove(one), []bool{false}},
		"removal repeated":         {update(one) + "," + remove(one) + "," + remove(one) + "," + remove(two), []bool{true, true, false, true}},
		"foreign family":           {`{"op":"update","slice":{"metadata":{"namespace":"ns","name":"s","labels":{"kubernetes.io/service-name":"svc"}},"addressType":"FQDN","endpoints":[]}}`, []bool{false}},
		"no service label":         {`{"op":"update","slice":{"metadata":{"namespace":"ns","name":"s"},"addressType":"IPv4","endpoints":[]}}`, []bool{false}},
		"nil is not empty (ports)": {update(`{"metadata":{"namespace":"ns","name":"s","labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","endpoints":[],"ports":[]}`) + "," + update(`{"metadata":{"namespace":"ns","name":"s","labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","endpoints":[],"ports":null}`), []bool{true, true}},
	} {
		// The answer of an apply in the middle decodes as "not changed".
		if flags, _ := run(t, test.steps); !reflect.DeepEqual(flags, test.want) {
			t.Errorf("%s: %v, want %v", name, flags, test.want)
		}
	}
}

func TestApply(t *testing.T) {
	_, report := run(t, update(slice("s", "1", `
		{"addresses":["10.0.0.2"],"nodeName":"here","conditions":{"ready":false,"serving":true,"terminating":true},"hints":{"forZones":[{"name":"b"},{"name":"a"}]}},
		{"addresses":["10.0.0.1","10.0.0.9"],"nodeName":"here"},
		{"addresses":["garbage"],"nodeName":"there"}`)))
	want := []endpoint{
		{IP: "10.0.0.1", Port: 80, Text: "10.0.0.1:80", IsLocal: true, Ready: true, Serving: true},
		{IP: "10.0.0.2", Port: 80, Text: "10.0.0.2:80", IsLocal: true, Serving: true, Terminating: true, ZoneHints: []string{"a", "b"}},
		{IP: "<nil>", Port: 80, Text: "<nil>:80", Ready: true, Serving: true},
	}
	if got := report.Endpoints["ns/svc:http/TCP"]; !reflect.DeepEqual(got, want) {
		t.Errorf("endpoints %+v", got)
	}
	if !reflect.DeepEqual(report.UpdatedServices, []string{"ns/svc"}) || report.ConntrackCleanup || report.LocalReady["ns/svc"] != 1 {
		t.Errorf("report %+v", report)
	}
}

// Within a slice the last one that is not terminating stays, else the first.
func TestDuplicates(t *testing.T) {
	const (
		ready       = `{"addresses":["10.0.0.1"],"hints":{"forZones":[{"name":"ready"}]}}`
		notReady    = `{"addresses":["10.0.0.1"],"conditions":{"ready":false},"hints":{"forZones":[{"name":"notReady"}]}}`
		terminating = `{"addresses":["10.0.0.1"],"conditions":{"terminating":true},"hints":{"forZones":[{"name":"terminating"}]}}`
		leaving     = `{"addresses":["10.0.0.1"],"conditions":{"terminating":true},"hints":{"forZones":[{"name":"leaving"}]}}`
	)
	for endpoints, want := range map[string]string{
		ready + "," + notReady:      "notReady",
		ready + "," + terminating:   "ready",
		terminating + "," + leaving: "terminating",
	} {
		_, report := run(t, update(slice("s", "1", endpoints)))
		if got := report.Endpoints["ns/svc:http/TCP"]; len(got) != 1 || got[0].ZoneHints[0] != want {
			t.Errorf("%s: %+v", endpoints, got)
		}
	}
}

func TestRemovedBeforeApplied(t *testing.T) {
	_, report := run(t, update(slice("s", "1", ""))+","+remove(slice("s", "1", "")))
	if !reflect.DeepEqual(report.UpdatedServices, []string{"ns/svc"}) || len(report.Endpoints) != 0 {
		t.Errorf("report %+v", report)
	}
}

func TestNilProtocolPanics(t *testing.T) {
	casetest.Panics(t, parts, "proxy", `{"family":"IPv4","steps":[{"op":"update","slice":{"metadata":{"namespace":"ns","name":"s","labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","ports":[{"name":"","port":80}],"endpoints":[{"addresses":["10.0.0.1"]}]}},{"op":"apply"}]}`)
}

func TestCategorize(t *testing.T) {
	const (
		local       = `{"ip":"10.0.0.1","port":80,"isLocal":true,"ready":true,"serving":true,"zoneHints":["z"]}`
		remote      = `{"ip":"10.0.0.2","port":80,"ready":true,"serving":true,"zoneHints":["y"]}`
		terminating = `{"ip":"10.0.0.3","port":80,"isLocal":true,"serving":true,"terminating":true}`
		dead        = `{"ip":"10.0.0.4","port":80}`
	)
	for name, test := range map[string]struct {
		endpoints, port, rest string
		want                  categorized
	}{
		"nothing":        {``, `{}`, ``, categorized{}},
		"cluster":        {local + "," + remote + "," + terminating, `{}`, ``, categorized{Cluster: []string{"10.0.0.1:80", "10.0.0.2:80"}, All: []string{"10.0.0.1:80", "10.0.0.2:80"}, HasAny: true}},
		"zone":           {local + "," + remote, `{}`, `,"topologyLabels":{"topology.kubernetes.io/zone":"y"}`, categorized{Cluster: []string{"10.0.0.2:80"}, All: []string{"10.0.0.2:80"}, HasAny: true}},
		"none is usable": {dead, `{}`, ``, categorized{Cluster: []string{}, All: []string{}}},
		"internal local": {remote, `{"internalPolicyLocal":true}`, ``, categorized{HasAny: true}},
		"external local, terminating fallback": {remote + "," + terminating, `{"externalPolicyLocal":true,"externallyAccessible":true}`, ``,
			categorized{Cluster: []string{"10.0.0.2:80"}, Local: []string{"10.0.0.3:80"}, All: []string{"10.0.0.2:80", "10.0.0.3:80"}, HasAny: true}},
		"external local, not accessible": {remote + "," + terminating, `{"externalPolicyLocal":true}`, ``,
			categorized{Cluster: []string{"10.0.0.2:80"}, All: []string{"10.0.0.2:80"}, HasAny: true}},
	} {
		got := casetest.Ask[categorized](t, parts, "categorize", `{"endpoints":[`+test.endpoints+`],"servicePort":`+test.port+test.rest+`}`)
		sort.Strings(got.All)
		if !reflect.DeepEqual(got.Cluster, test.want.Cluster) || !reflect.DeepEqual(got.Local, test.want.Local) || !reflect.DeepEqual(got.All, test.want.All) || got.HasAny != test.want.HasAny {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestCategorizeOfAService(t *testing.T) {
	service := `{"metadata":{"namespace":"ns","name":"s"},"spec":{"clusterIP":"10.96.0.1","type":"LoadBalancer","externalTrafficPolicy":"Local","ports":[{"name":"http","protocol":"TCP","port":80,"nodePort":30001}]}}`
	got := casetest.Ask[categorized](t, parts, "categorize", `{"endpoints":[],"service":`+service+`,"port":"http","protocol":"TCP"}`)
	if !got.UsesLocal || !got.UsesCluster {
		t.Errorf("answer %+v", got)
	}
	casetest.Refused(t, parts, "categorize", `{"endpoints":[],"service":`+service+`,"port":"none","protocol":"TCP"}`)
}
