package service

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"reflect"
	"testing"

	discovery "k8s.io/api/discovery/v1"
	"k8s.io/utils/dump"

	"endpointslice.test/reference/internal/casetest"
)

var parts = Parts()

type keyed struct {
	Key         string                   `json:"key"`
	SortedPorts []discovery.EndpointPort `json:"sortedPorts"`
}

func fnv128a(text string) string {
	hash := fnv.New128a()
	fmt.Fprint(hash, text)
	return hex.EncodeToString(hash.Sum(nil))
}

// The order of ports is that of their hashes, and the hash is over a text whose
// form is part of the observable behaviour.
func TestPortHashVectors(t *testing.T) {
	for _, vector := range []struct{ port, text, hash string }{
		{`{"name":"http","protocol":"TCP","port":80}`,
			`(v1.EndpointPort){Name:(*string)http Protocol:(*v1.Protocol)TCP Port:(*int32)80 AppProtocol:(*string)<nil>}`,
			"b6c4d325122a5ba6f795b0bbffcebb6f"},
		{`{"name":"https","protocol":"TCP","port":443,"appProtocol":"kubernetes.io/h2c"}`, "", "5fb60f265e799fbbabcb5e655b98393e"},
		{`{"name":"","protocol":"UDP","port":53}`, "", "755b2d9c189eac11bdf31eabb97f10f3"},
		{`{"name":"metrics","protocol":"TCP","port":9090}`, "", "db53925936f86f6dfe328518e98204e2"},
		{`{}`, "", "ad866eb7cd5162a9e20434ebd9deeacd"},
	} {
		answer := casetest.Ask[keyed](t, parts, "portMapKey", `{"ports":[`+vector.port+`]}`)
		text := dump.ForHash(answer.SortedPorts[0])
		if vector.text != "" && text != vector.text {
			t.Errorf("text of %s is %s", vector.port, text)
		}
		if got := fnv128a(text); got != vector.hash {
			t.Errorf("hash of %s is %s", vector.port, got)
		}
	}
}

func TestPortMapKey(t *testing.T) {
	const empty = "b823fa277840572f948b7ebdb09f7a1d"
	for _, input := range []string{`{"ports":[]}`, `{"ports":null}`} {
		if got := casetest.Ask[keyed](t, parts, "portMapKey", input).Key; got != empty {
			t.Errorf("%s has key %s", input, got)
		}
	}
	const (
		http    = `{"name":"http","protocol":"TCP","port":80}`
		https   = `{"name":"https","protocol":"TCP","port":443,"appProtocol":"kubernetes.io/h2c"}`
		metrics = `{"name":"metrics","protocol":"TCP","port":9090}`
	)
	one := casetest.Ask[keyed](t, parts, "portMapKey", `{"ports":[`+http+`,`+https+`,`+metrics+`]}`)
	other := casetest.Ask[keyed](t, parts, "portMapKey", `{"ports":[`+metrics+`,`+http+`,`+https+`]}`)
	if one.Key != other.Key {
		t.Errorf("the key depends on the order: %s, %s", one.Key, other.Key)
	}
	// 5fb6… < b6c4… < db53…
	names := []string{}
	for _, port := range other.SortedPorts {
		names = append(names, *port.Name)
	}
	if !reflect.DeepEqual(names, []string{"https", "http", "metrics"}) {
		t.Errorf("sorted as %v", names)
	}
	// A list of two is a text of its own, without the names of inner types.
	want := fnv128a(`([]v1.EndpointPort)[{Name:(*string)http Protocol:(*v1.Protocol)TCP Port:(*int32)80 AppProtocol:(*string)<nil>} ` +
		`{Name:(*string)metrics Protocol:(*v1.Protocol)TCP Port:(*int32)9090 AppProtocol:(*string)<nil>}]`)
	if got := casetest.Ask[keyed](t, parts, "portMapKey", `{"ports":[`+metrics+`,`+http+`]}`).Key; got != want {
		t.Errorf("key of two ports is %s, want %s", got, want)
	}
}

func TestEndpointHash(t *testing.T) {
	type compared struct {
		Same            bool     `json:"same"`
		EqualBeyondHash bool     `json:"equalBeyondHash"`
		HashA           string   `json:"hashA"`
		AddressesA      []string `json:"addressesA"`
	}
	answer := casetest.Ask[compared](t, parts, "endpointHash", `{
		"a":{"addresses":["10.0.0.2","10.0.0.1"],"hostname":"h","targetRef":{"kind":"Pod","namespace":"ns","name":"p","uid":"1"}},
		"b":{"addresses":["10.0.0.1","10.0.0.2"],"hostname":"h","targetRef":{"namespace":"ns","name":"p","uid":"2"}}}`)
	if answer.HashA != "178f91338a08d9be0b0739b49f4ab2a3" || !answer.Same || answer.EqualBeyondHash {
		t.Errorf("answer %+v", answer)
	}
	if !reflect.DeepEqual(answer.AddressesA, []string{"10.0.0.1", "10.0.0.2"}) {
		t.Errorf("addresses are not sorted in place: %v", answer.AddressesA)
	}
	// resourceVersion does not count, nil differs from an empty reference.
	for _, pair := range []struct {
		a, b  string
		equal bool
	}{
		{`{"addresses":["a"],"targetRef":{"resourceVersion":"1"}}`, `{"addresses":["a"],"targetRef":{"resourceVersion":"2"}}`, true},
		{`{"addresses":["a"],"targetRef":{}}`, `{"addresses":["a"]}`, false},
		{`{"addresses":["a"],"hints":{"forZones":[{"name":"z"}]}}`, `{"addresses":["a"]}`, true},
		{`{"addresses":["a"],"conditions":{"ready":false}}`, `{"addresses":["a"]}`, false},
	} {
		answer := casetest.Ask[compared](t, parts, "endpointHash", `{"a":`+pair.a+`,"b":`+pair.b+`}`)
		if !answer.Same || answer.EqualBeyondHash != pair.equal {
			t.Errorf("%s and %s: %+v", pair.a, pair.b, answer)
		}
	}
}

func TestFindPort(t *testing.T) {
	const pod = `{"metadata":{"uid":"uid-1"},"spec":{
		"containers":[{"name":"a","ports":[{"name":"http","containerPort":8080,"protocol":"TCP"},{"name":"dns","containerPort":53,"protocol":"UDP"}]}],
		"initContainers":[{"name":"b","restartPolicy":"Always","ports":[{"name":"http","containerPort":1,"protocol":"TCP"},{"name":"side","containerPort":15001,"protocol":"TCP"}]},
			{"name":"c","ports":[{"name":"once","containerPort":2,"protocol":"TCP"}]}]}}`
	type found struct {
		Port  *int
		Error string
	}
	for servicePort, want := range map[string]int{
		`{"protocol":"TCP","targetPort":"http"}`: 8080,
		`{"protocol":"TCP","targetPort":"side"}`: 15001,
		`{"protocol":"UDP","targetPort":"dns"}`:  53,
		`{"protocol":"TCP","targetPort":9999}`:   9999,
		`{"protocol":"TCP"}`:                     0,
		`{"protocol":"TCP","targetPort":"once"}`: -1,
		`{"protocol":"TCP","targetPort":"dns"}`:  -1,
		`{"targetPort":"http"}`:                  -1,
		`{"protocol":"TCP","targetPort":"8080"}`: -1,
	} {
		answer := casetest.Ask[found](t, parts, "findPort", `{"pod":`+pod+`,"servicePort":`+servicePort+`}`)
		switch {
		case want < 0:
			if answer.Error != "no suitable port for manifest: uid-1" {
				t.Errorf("%s: %+v", servicePort, answer)
			}
		case answer.Port == nil || *answer.Port != want:
			t.Errorf("%s: %+v, want %d", servicePort, answer, want)
		}
	}
}

func TestPodPredicates(t *testing.T) {
	for input, want := range map[string]bool{
		`{"pod":{"status":{"podIP":"10.0.0.1"}},"includeTerminating":false}`:                                                         true,
		`{"pod":{"status":{"podIPs":[{"ip":"x"}]}},"includeTerminating":false}`:                                                      true,
		`{"pod":{"status":{}},"includeTerminating":true}`:                                                                            false,
		`{"pod":{"status":{"podIP":"10.0.0.1","phase":"Succeeded"}},"includeTerminating":true}`:                                      false,
		`{"pod":{"metadata":{"deletionTimestamp":"2024-01-01T00:00:00Z"},"status":{"podIP":"10.0.0.1"}},"includeTerminating":false}`: false,
		`{"pod":{"metadata":{"deletionTimestamp":"2024-01-01T00:00:00Z"},"status":{"podIP":"10.0.0.1"}},"includeTerminating":true}`:  true,
	} {
		if got := casetest.Ask[bool](t, parts, "shouldPodBeInEndpoints", input); got != want {
			t.Errorf("shouldPodBeInEndpoints %s: %v", input, got)
		}
	}
	service := `"service":{"metadata":{"namespace":"ns","name":"svc"}}`
	if !casetest.Ask[bool](t, parts, "shouldSetHostname", `{"pod":{"metadata":{"namespace":"ns"},"spec":{"hostname":"h","subdomain":"svc"}},`+service+`}`) {
		t.Error("hostname is not set")
	}
	if casetest.Ask[bool](t, parts, "shouldSetHostname", `{"pod":{"metadata":{"namespace":"other"},"spec":{"hostname":"h","subdomain":"svc"}},`+service+`}`) {
		t.Error("hostname is set across namespaces")
	}
	// Only the first condition of the type counts.
	if casetest.Ask[bool](t, parts, "podReady", `{"pod":{"status":{"conditions":[{"type":"Ready","status":"False"},{"type":"Ready","status":"True"}]}}}`) {
		t.Error("pod counts as ready")
	}
}

func TestPodChange(t *testing.T) {
	services := `"services":[
		{"metadata":{"namespace":"ns","name":"a"},"spec":{"selector":{"app":"a"}}},
		{"metadata":{"namespace":"ns","name":"all"},"spec":{"selector":{}}},
		{"metadata":{"namespace":"ns","name":"b"},"spec":{"selector":{"app":"b"}}},
		{"metadata":{"namespace":"ns","name":"none"},"spec":{}},
		{"metadata":{"namespace":"other","name":"a"},"spec":{"selector":{"app":"a"}}}]`
	pod := func(version, labels, ip string) string {
		return `{"metadata":{"namespace":"ns","resourceVersion":"` + version + `"` + labels + `},"status":{"podIPs":[{"ip":"` + ip + `"}]}}`
	}
	const a, b, plain = `,"labels":{"app":"a"}`, `,"labels":{"app":"b"}`, ``
	for name, test := range map[string]struct {
		pods string
		want []string
	}{
		"add":                 {`"newPod":` + pod("1", a, "1"), []string{"ns/a", "ns/all"}},
		"delete":              {`"oldPod":` + pod("1", a, "1"), []string{"ns/a", "ns/all"}},
		"tombstone":           {`"tombstone":true,"oldPod":` + pod("1", a, "1"), []string{"ns/a", "ns/all"}},
		"same version":        {`"oldPod":` + pod("1", a, "1") + `,"newPod":` + pod("1", b, "2"), []string{}},
		"nothing relevant":    {`"oldPod":` + pod("1", a, "1") + `,"newPod":` + pod("2", a, "1"), []string{}},
		"address":             {`"oldPod":` + pod("1", a, "1") + `,"newPod":` + pod("2", a, "2"), []string{"ns/a", "ns/all"}},
		"labels":              {`"oldPod":` + pod("1", a, "1") + `,"newPod":` + pod("2", b, "1"), []string{"ns/a", "ns/b"}},
		"labels and address":  {`"oldPod":` + pod("1", a, "1") + `,"newPod":` + pod("2", b, "2"), []string{"ns/a", "ns/all", "ns/b"}},
		"old labels were nil": {`"oldPod":` + pod("1", plain, "1") + `,"newPod":` + pod("2", b, "1"), []string{"ns/all", "ns/b"}},
	} {
		got := casetest.Ask[struct{ Services []string }](t, parts, "podChange", `{`+services+`,`+test.pods+`}`).Services
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestTriggerTime(t *testing.T) {
	service := `"op":"compute","namespace":"ns","service":{"metadata":{"name":"s","creationTimestamp":"2024-01-01T00:00:00Z"}}`
	pod := func(name, moment string) string {
		return `{"metadata":{"name":"` + name + `"},"status":{"conditions":[{"type":"Ready","status":"True","lastTransitionTime":"` + moment + `"}]}}`
	}
	got := casetest.Ask[[]*string](t, parts, "triggerTime", `{"steps":[
		{`+service+`,"pods":[`+pod("a", "2024-01-02T00:00:00Z")+`]},
		{`+service+`,"pods":[`+pod("a", "2024-01-02T00:00:00Z")+`]},
		{`+service+`,"pods":[`+pod("a", "2024-01-03T00:00:00Z")+`,`+pod("b", "2024-01-02T12:00:00.5Z")+`]},
		{"op":"delete","namespace":"ns","name":"s"},
		{`+service+`,"pods":[]}]}`)
	want := []string{"2024-01-01T00:00:00Z", "", "2024-01-02T12:00:00.5Z", "", "2024-01-01T00:00:00Z"}
	for index, text := range want {
		if (got[index] == nil) != (text == "") || (got[index] != nil && *got[index] != text) {
			t.Errorf("step %d: %v, want %q", index, got[index], text)
		}
	}
}

func TestTracker(t *testing.T) {
	slice := func(uid string, generation int) string {
		return fmt.Sprintf(`{"metadata":{"namespace":"ns","uid":"%s","generation":%d,"labels":{"kubernetes.io/service-name":"s"}}}`, uid, generation)
	}
	const service = `{"metadata":{"namespace":"ns","name":"s"}}`
	got := casetest.Ask[[]*bool](t, parts, "tracker", `{"steps":[
		{"op":"staleSlices","service":`+service+`,"slices":[]},
		{"op":"shouldSync","slice":`+slice("u", 1)+`},
		{"op":"update","slice":`+slice("u", 2)+`},
		{"op":"has","slice":`+slice("u", 1)+`},
		{"op":"staleSlices","service":`+service+`,"slices":[`+slice("u", 1)+`]},
		{"op":"staleSlices","service":`+service+`,"slices":[]},
		{"op":"shouldSync","slice":`+slice("u", 2)+`},
		{"op":"handleDeletion","slice":`+slice("u", 2)+`},
		{"op":"expectDeletion","slice":`+slice("u", 2)+`},
		{"op":"shouldSync","slice":`+slice("u", 0)+`},
		{"op":"staleSlices","service":`+service+`,"slices":[`+slice("u", 2)+`]},
		{"op":"handleDeletion","slice":`+slice("u", 2)+`},
		{"op":"update","slice":`+slice("v", 2)+`},
		{"op":"deleteService","service":`+service+`},
		{"op":"has","slice":`+slice("v", 2)+`}]}`)
	want := []any{false, true, nil, true, true, true, false, false, nil, true, true, true, nil, nil, false}
	for index, value := range want {
		if (value == nil) != (got[index] == nil) || (value != nil && *got[index] != value) {
			t.Errorf("step %d: want %v", index, value)
		}
	}
}

func TestHelpersRefuseNonsense(t *testing.T) {
	casetest.Refused(t, parts, "tracker", `{"steps":[{"op":"fly"}]}`)
	casetest.Refused(t, parts, "reconcile", `{"maxEndpointsPerSlice":0}`)
	casetest.Panics(t, parts, "podReady", `{"pod":null}`)
}
