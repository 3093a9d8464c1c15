package controller

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"endpointslice.test/reference/internal/casetest"
	"endpointslice.test/reference/internal/stub"
)

var parts = Parts()

func TestMain(m *testing.M) {
	stub.SilenceKlog()
	os.Exit(m.Run())
}

func ask(t *testing.T, steps ...string) []Output {
	t.Helper()
	return casetest.Ask[[]Output](t, parts, "sync", `{"namespace":"ns","name":"svc","maxEndpointsPerSlice":10,"steps":[`+strings.Join(steps, ",")+`]}`)
}

func service(spec string) string {
	return `{"metadata":{"namespace":"ns","name":"svc","uid":"u","creationTimestamp":"2024-01-01T00:00:00Z"},"spec":{"clusterIP":"10.96.0.1","ipFamilies":["IPv4"]` + spec + `}}`
}

const (
	node = `[{"metadata":{"name":"n"}}]`
	pods = `[{"metadata":{"namespace":"ns","name":"a","labels":{"app":"x"}},"spec":{"nodeName":"n"},"status":{"podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}]}},
		{"metadata":{"namespace":"ns","name":"b","labels":{"app":"y"}},"spec":{"nodeName":"n"},"status":{"podIP":"10.0.0.2","podIPs":[{"ip":"10.0.0.2"}]}},
		{"metadata":{"namespace":"other","name":"c","labels":{"app":"x"}},"spec":{"nodeName":"n"},"status":{"podIP":"10.0.0.3","podIPs":[{"ip":"10.0.0.3"}]}}]`
)

func TestWhichServicesAreSynced(t *testing.T) {
	for spec, endpoints := range map[string]int{
		`,"selector":{"app":"x"}`: 1,
		`,"selector":{}`:          2,
		`,"selector":{"app":"z"}`: 0,
		``:                        -1,
		`,"type":"ExternalName","selector":{"app":"x"}`: -1,
	} {
		answer := ask(t, `{"service":`+service(spec)+`,"pods":`+pods+`,"nodes":`+node+`}`)[0]
		switch {
		case endpoints < 0:
			if len(answer.ActionOrder) != 0 || answer.Error != nil {
				t.Errorf("%s: %+v", spec, answer)
			}
		case len(answer.Creates) != 1 || len(answer.Creates[0].Endpoints) != endpoints:
			t.Errorf("%s: %+v", spec, answer)
		case answer.Creates[0].Annotations["endpoints.kubernetes.io/last-change-trigger-time"] != "2024-01-01T00:00:00Z":
			t.Errorf("%s: annotations %v", spec, answer.Creates[0].Annotations)
		}
	}
	if answer := ask(t, `{"service":null}`)[0]; len(answer.ActionOrder) != 0 || answer.Error != nil {
		t.Errorf("missing: %+v", answer)
	}
}

// Slices of other managers and slices on their way out are not seen.
func TestWhichSlicesAreSeen(t *testing.T) {
	slice := func(name, manager, more string) string {
		return `{"metadata":{"namespace":"ns","name":"` + name + `","ownerReferences":[{"apiVersion":"v1","kind":"Service","name":"svc","uid":"u"}],"labels":{"kubernetes.io/service-name":"svc","endpointslice.kubernetes.io/managed-by":"` + manager + `"}` + more + `},"addressType":"IPv6","endpoints":[],"ports":[]}`
	}
	const ours = "endpointslice-controller.k8s.io"
	answer := ask(t, `{"service":`+service(`,"selector":{}`)+`,"existing":[`+slice("foreign", "me", "")+`,`+
		slice("leaving", ours, `,"deletionTimestamp":"2024-01-01T00:00:00Z"`)+`,`+slice("ours", ours, "")+`]}`)[0]
	if !reflect.DeepEqual(answer.ActionOrder, [][2]string{{"create", "svc-1"}, {"delete", "ours"}}) {
		t.Errorf("actions %v", answer.ActionOrder)
	}
}

func TestSyncIsSettledAfterwards(t *testing.T) {
	first := `{"service":` + service(`,"selector":{"app":"x"}`) + `,"pods":` + pods + `,"nodes":` + node + `}`
	answers := ask(t, first, `{}`, `{"existing":[]}`, `{"service":null}`, first)
	if len(answers[1].ActionOrder) != 0 || answers[1].Error != nil {
		t.Errorf("second sync %+v", answers[1])
	}
	// A slice that was written is missing from the cache.
	if answers[2].Error == nil || *answers[2].Error != "EndpointSlice informer cache is out of date" || len(answers[2].Events) != 0 {
		t.Errorf("stale sync %+v", answers[2])
	}
	// With the Service gone everything is forgotten.
	if len(answers[3].ActionOrder) != 0 || answers[3].Error != nil || len(answers[4].Creates) != 1 {
		t.Errorf("later syncs %+v", answers[3:])
	}
}

func TestFailedSync(t *testing.T) {
	answer := ask(t, `{"service":`+service(`,"selector":{}`)+`,"failures":[{"verb":"create","message":"no"}]}`)[0]
	want := []stub.Event{{Type: "Warning", Reason: "FailedToUpdateEndpointSlices", Message: "Error updating Endpoint Slices for Service ns/svc: failed to create EndpointSlice for Service ns/svc: no"}}
	if answer.Error == nil || !reflect.DeepEqual(answer.Events, want) {
		t.Errorf("answer %+v", answer)
	}
}

// Nodes reach the topology cache by way of node events.
func TestNodesReachTheTopologyCache(t *testing.T) {
	annotated := strings.Replace(service(`,"selector":{}`), `"uid":"u"`, `"uid":"u","annotations":{"service.kubernetes.io/topology-mode":"Auto"}`, 1)
	for nodes, want := range map[string]string{
		``:                 "Nodes only ready in one zone, addressType: IPv4",
		`,"nodes":` + node: "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4",
	} {
		answer := ask(t, `{"service":`+annotated+nodes+`}`)[0]
		if len(answer.Events) != 1 || answer.Events[0].Message != want {
			t.Errorf("%s: %+v", nodes, answer.Events)
		}
	}
}

func TestRefusals(t *testing.T) {
	casetest.Refused(t, parts, "sync", `{"namespace":"ns","name":"svc","maxEndpointsPerSlice":10,"steps":[]}`)
	casetest.Refused(t, parts, "sync", `{"namespace":"ns","name":"svc","steps":[{}]}`)
}
