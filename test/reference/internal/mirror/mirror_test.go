package mirror

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"endpointslice.test/reference/internal/casetest"
	"endpointslice.test/reference/internal/stub"
)

var parts = Parts()

func TestMain(m *testing.M) {
	stub.SilenceKlog()
	os.Exit(m.Run())
}

const service = `{"metadata":{"namespace":"ns","name":"e"},"spec":{}}`

func endpointsObject(extra, subsets string) string {
	return `{"metadata":{"namespace":"ns","name":"e","uid":"e-uid"` + extra + `},"subsets":[` + subsets + `]}`
}

func ask(t *testing.T, object, service, existing string, maximum int, more string) Output {
	t.Helper()
	return casetest.Ask[Output](t, parts, "mirror", fmt.Sprintf(`{"endpoints":%s,"service":%s,"existing":[%s],"maxEndpointsPerSubset":%d%s}`, object, service, existing, maximum, more))
}

func TestMirrorCreates(t *testing.T) {
	answer := ask(t, endpointsObject(`,"labels":{"a":"b"},"annotations":{"x":"y","endpoints.kubernetes.io/last-change-trigger-time":"t"}`,
		`{"addresses":[{"ip":"10.0.0.1","hostname":"h"},{"ip":"fd00::1"}],"ports":[{"name":"http","port":80,"protocol":"TCP"}]}`), service, "", 1000, "")
	if answer.Error != nil || len(answer.Creates) != 2 || len(answer.Events) != 0 {
		t.Fatalf("answer %+v", answer)
	}
	for _, slice := range answer.Creates {
		if slice.Namespace != "ns" || slice.GenerateName != "e-" || slice.OwnerReferences[0].Kind != "Endpoints" || slice.OwnerReferences[0].UID != "e-uid" {
			t.Errorf("metadata %+v", slice.ObjectMeta)
		}
		if !reflect.DeepEqual(slice.Annotations, map[string]string{"x": "y"}) || slice.Labels["a"] != "b" || slice.Labels["endpointslice.kubernetes.io/managed-by"] != "endpointslicemirroring-controller.k8s.io" {
			t.Errorf("labels %v annotations %v", slice.Labels, slice.Annotations)
		}
		if slice.Endpoints[0].Conditions.Serving != nil || !*slice.Endpoints[0].Conditions.Ready {
			t.Errorf("conditions %+v", slice.Endpoints[0].Conditions)
		}
	}
}

// What was written is left alone the next time; labels that the controller
// reserves for itself prevent that.
func TestMirrorConverges(t *testing.T) {
	for extra, stable := range map[string]bool{
		``:                    true,
		`,"labels":{"a":"b"}`: true,
		`,"labels":{"kubernetes.io/service-name":"e"}`: false,
	} {
		object := endpointsObject(extra, `{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"name":"http","port":80,"protocol":"TCP"}]}`)
		first := ask(t, object, service, "", 1000, "")
		written, err := json.Marshal(first.Creates[0])
		if err != nil {
			t.Fatal(err)
		}
		second := ask(t, object, service, string(written), 1000, "")
		if (len(second.ActionOrder) == 0) != stable || (!stable && !reflect.DeepEqual(second.ActionOrder, [][2]string{{"update", "e-1"}})) {
			t.Errorf("%q: %v", extra, second.ActionOrder)
		}
	}
}

func TestMirrorDoesNot(t *testing.T) {
	slice := `{"metadata":{"namespace":"ns","name":"s","labels":{"kubernetes.io/service-name":"e","endpointslice.kubernetes.io/managed-by":"endpointslicemirroring-controller.k8s.io"}},"addressType":"IPv4","endpoints":[],"ports":[]},` +
		`{"metadata":{"namespace":"ns","name":"foreign","labels":{"kubernetes.io/service-name":"e"}},"addressType":"IPv4","endpoints":[],"ports":[]}`
	subset := `{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}`
	for name, objects := range map[string][2]string{
		"no endpoints":    {"null", service},
		"skip label":      {endpointsObject(`,"labels":{"endpointslice.kubernetes.io/skip-mirror":"true"}`, subset), service},
		"leader election": {endpointsObject(`,"annotations":{"control-plane.alpha.kubernetes.io/leader":""}`, subset), service},
		"no service":      {endpointsObject(``, subset), "null"},
		"empty selector":  {endpointsObject(``, subset), `{"metadata":{"namespace":"ns","name":"e"},"spec":{"selector":{}}}`},
	} {
		answer := ask(t, objects[0], objects[1], slice, 1000, "")
		want := [][2]string{{"delete", "s"}}
		if !reflect.DeepEqual(answer.ActionOrder, want) {
			t.Errorf("%s: %v", name, answer.ActionOrder)
		}
	}
	answer := ask(t, "null", service, slice, 1000, `,"failures":[{"verb":"delete","message":"no"}]`)
	if answer.Error == nil || *answer.Error != "error(s) deleting 1/1 EndpointSlices for ns/e Endpoints, including: no" {
		t.Errorf("answer %+v", answer)
	}
}

func TestMirrorEvents(t *testing.T) {
	port := `"ports":[{"name":"http","port":80,"protocol":"TCP"}]`
	answer := ask(t, endpointsObject(``, `{"addresses":[{"ip":"bad"},{"ip":"10.0.0.1"}],"notReadyAddresses":[{"ip":"worse"}],`+port+`}`), service, "", 1000, "")
	want := []stub.Event{{Type: "Warning", Reason: "InvalidIPAddress", Message: "Skipped 2 invalid IP addresses when mirroring to EndpointSlices"}}
	if !reflect.DeepEqual(answer.Events, want) {
		t.Errorf("events %+v", answer.Events)
	}
	// The invalid address sorts first (no raw bytes); the one beyond the limit
	// is skipped without being found invalid.
	answer = ask(t, endpointsObject(``, `{"addresses":[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}],"notReadyAddresses":[{"ip":"worse"}],`+port+`}`), service, "", 1, "")
	want = []stub.Event{{Type: "Warning", Reason: "TooManyAddressesToMirror", Message: "A max of 1 addresses can be mirrored to EndpointSlices per Endpoints subset. 2 addresses were skipped"}}
	if !reflect.DeepEqual(answer.Events, want) {
		t.Errorf("events %+v", answer.Events)
	}
	if len(answer.Creates) != 1 || answer.Creates[0].Endpoints[0].Addresses[0] != "10.0.0.1" {
		t.Errorf("answer %+v", answer)
	}
}

// The same object again and again must not lose or merge its events.
func TestMirrorEventsOfManySyncs(t *testing.T) {
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 100 {
				answer := ask(t, endpointsObject(``, `{"addresses":[{"ip":"bad"}],"ports":[{"port":80}]}`), service, "", 7, "")
				if len(answer.Events) != 1 || !strings.HasPrefix(answer.Events[0].Message, "Skipped 1 ") {
					t.Errorf("events %+v", answer.Events)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestMirrorSpellingsCollapse(t *testing.T) {
	answer := ask(t, endpointsObject(``, `{"addresses":[{"ip":"10.0.0.1"},{"ip":"010.0.0.1"},{"ip":"::ffff:10.0.0.1"}],"ports":[{"port":80}]}`), service, "", 2, "")
	if len(answer.Creates) != 1 || len(answer.Creates[0].Endpoints) != 1 || len(answer.Events) != 1 || answer.Events[0].Reason != "TooManyAddressesToMirror" {
		t.Errorf("answer %+v", answer)
	}
}

// A slice that holds an endpoint twice hides one that is missing.
func TestMirrorDuplicateHidesMissing(t *testing.T) {
	object := endpointsObject(``, `{"addresses":[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}],"ports":[{"name":"http","port":80,"protocol":"TCP"}]}`)
	endpoint := `{"addresses":["10.0.0.1"],"conditions":{"ready":true}}`
	slice := `{"metadata":{"namespace":"ns","name":"s","labels":{"kubernetes.io/service-name":"e","endpointslice.kubernetes.io/managed-by":"endpointslicemirroring-controller.k8s.io"}},"addressType":"IPv4","endpoints":[` + endpoint + `,` + endpoint + `],"ports":[{"name":"http","port":80,"protocol":"TCP"}]}`
	if answer := ask(t, object, service, slice, 1000, ""); len(answer.ActionOrder) != 0 {
		t.Errorf("actions %v", answer.ActionOrder)
	}
}

// Two creates and one slice to delete: with unlucky map order the wrong create
// is dropped, and the one that took the name is also created, which fails.
func TestMirrorRecyclingDefect(t *testing.T) {
	object := endpointsObject(``, `{"addresses":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}],"ports":[{"name":"new","port":81,"protocol":"TCP"}]}`)
	slice := func(name, family, address string) string {
		return `{"metadata":{"namespace":"ns","name":"` + name + `","labels":{"kubernetes.io/service-name":"e","endpointslice.kubernetes.io/managed-by":"endpointslicemirroring-controller.k8s.io"}},"addressType":"` + family + `","endpoints":[{"addresses":["` + address + `"],"conditions":{"ready":true}}],"ports":[{"name":"old","port":80,"protocol":"TCP"}]}`
	}
	failed, succeeded := 0, 0
	for range 200 {
		answer := ask(t, object, service, slice("four", "IPv4", "10.0.0.1")+","+slice("six", "IPv6", "fd00::1"), 1000, "")
		if answer.Error == nil {
			succeeded++
			continue
		}
		failed++
		if !strings.HasPrefix(*answer.Error, "failed to create EndpointSlice for Endpoints ns/e: ") || !strings.HasSuffix(*answer.Error, "already exists") {
			t.Fatalf("error %s", *answer.Error)
		}
	}
	if failed == 0 || succeeded == 0 {
		t.Errorf("%d failed, %d succeeded", failed, succeeded)
	}
	t.Logf("%d of 200 runs failed", failed)
}

func TestRepackSubsets(t *testing.T) {
	type repacked struct {
		Subsets []struct {
			Addresses         []struct{ IP string }
			NotReadyAddresses []struct{ IP string }
			Ports             []struct {
				Port        int
				AppProtocol *string
			}
		}
	}
	// Not ready beats ready, equal address sets merge, port 0 is dropped.
	answer := casetest.Ask[repacked](t, parts, "repackSubsets", `{"subsets":[
		{"addresses":[{"ip":"10.0.0.2"},{"ip":"10.0.0.1"}],"ports":[{"port":80},{"port":0}]},
		{"addresses":[{"ip":"10.0.0.1"}],"notReadyAddresses":[{"ip":"10.0.0.2"}],"ports":[{"port":81}]},
		{"notReadyAddresses":[{"ip":"10.0.0.2"}],"ports":[{"port":80}]},{"ports":[{"port":9}]}]}`)
	text, _ := json.Marshal(answer)
	// 80 and 81 have the same set {1 ready, 2 not ready}; the sentinel has {1, 2 ready}.
	if len(answer.Subsets) != 2 {
		t.Fatalf("answer %s", text)
	}
	for _, subset := range answer.Subsets {
		switch len(subset.Ports) {
		case 2:
			if len(subset.Addresses) != 1 || len(subset.NotReadyAddresses) != 1 {
				t.Errorf("answer %s", text)
			}
		case 0:
			if len(subset.Addresses) != 2 || subset.Addresses[0].IP != "10.0.0.1" {
				t.Errorf("answer %s", text)
			}
		default:
			t.Errorf("answer %s", text)
		}
	}
	// Application protocols are compared by pointer: equal ports stay distinct.
	answer = casetest.Ask[repacked](t, parts, "repackSubsets", `{"subsets":[
		{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80,"appProtocol":"h"}]},
		{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80,"appProtocol":"h"}]}]}`)
	if len(answer.Subsets) != 1 || len(answer.Subsets[0].Ports) != 2 {
		t.Errorf("answer %+v", answer)
	}
}

func TestMirrorRefusesNonsense(t *testing.T) {
	casetest.Refused(t, parts, "mirror", `{"endpoints":null,"service":null,"existing":[],"maxEndpointsPerSubset":1}`)
	casetest.Refused(t, parts, "mirror", `{"endpoints":`+endpointsObject("", "")+`,"maxEndpointsPerSubset":0}`)
}
