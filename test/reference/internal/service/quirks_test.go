package service

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"endpointslice.test/reference/internal/casetest"
)

// reconciled runs one reconcile of pods on nodes with a maximum of 10.
func reconciled(t *testing.T, service, pods, nodes, existing, more string) ReconcileOutput {
	t.Helper()
	return casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"pods":`+pods+`,"nodes":`+nodes+`,"existing":[`+existing+`],"maxEndpointsPerSlice":10`+more+`}`)
}

func text(t *testing.T, value any) string {
	t.Helper()
	result, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(result)
}

// A pod without an address list opens an empty group for its ports, so slices
// of these ports are kept or drained instead of being of unknown ports.
func TestPodWithoutAddressList(t *testing.T) {
	bare := `[{"metadata":{"namespace":"ns","name":"p","uid":"u"},"spec":{"nodeName":"n1"},"status":{"podIP":"10.0.0.1"}}]`
	empty := `{"metadata":{"namespace":"ns","name":"empty",` + owner + `,"labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","endpoints":[],"ports":[{"name":"http","protocol":"TCP","port":8080}]}`
	if answer := reconciled(t, service, bare, nodes, empty, ""); len(answer.ActionOrder) != 0 {
		t.Errorf("actions %v", answer.ActionOrder)
	}
	if answer := reconciled(t, service, "[]", nodes, empty, ""); !reflect.DeepEqual(answer.ActionOrder, [][2]string{{"update", "empty"}}) {
		t.Errorf("actions %v", answer.ActionOrder)
	}
}

// Reserved labels alone never cause an update, other labels do.
func TestLabelDrift(t *testing.T) {
	kept := existing(t, "kept", "")
	drifted := strings.Replace(kept, `"endpointslice.kubernetes.io/managed-by":"endpointslice-controller.k8s.io"`, `"endpointslice.kubernetes.io/managed-by":"somebody"`, 1)
	if drifted == kept {
		t.Fatal("nothing was replaced")
	}
	if answer := reconciled(t, service, pods(1), nodes, drifted, ""); len(answer.ActionOrder) != 0 {
		t.Errorf("actions %v", answer.ActionOrder)
	}
	drifted = strings.Replace(drifted, `"labels":{`, `"labels":{"extra":"x",`, 1)
	answer := reconciled(t, service, pods(1), nodes, drifted, "")
	if len(answer.Updates) != 1 || answer.Updates[0].Labels["endpointslice.kubernetes.io/managed-by"] != DefaultControllerName || answer.Updates[0].Labels["extra"] != "" {
		t.Errorf("answer %+v", answer)
	}
	// Turning headless changes a reserved label only.
	headless := strings.Replace(service, `"clusterIP":"10.96.0.1"`, `"clusterIP":"None"`, 1)
	if answer := reconciled(t, headless, pods(1), nodes, kept, ""); len(answer.ActionOrder) != 0 {
		t.Errorf("actions %v", answer.ActionOrder)
	}
}

func TestNamePrefix(t *testing.T) {
	for length, dash := range map[int]bool{63: true, 253: true, 254: false} {
		name := strings.Repeat("a", length)
		answer := reconciled(t, strings.Replace(service, `"name":"svc"`, `"name":"`+name+`"`, 1), "[]", nodes, "", "")
		want := name
		if dash {
			want += "-"
		}
		if got := answer.Creates[0].GenerateName; got != want {
			t.Errorf("%d: prefix of %d", length, len(got))
		}
	}
}

// With one maximal create and an empty slice of the same ports, the empty slice
// is left behind.
func TestEmptySliceIsLeftBehind(t *testing.T) {
	empty := `{"metadata":{"namespace":"ns","name":"empty",` + owner + `,"labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","endpoints":[],"ports":[{"name":"http","protocol":"TCP","port":8080}]}`
	answer := reconciled(t, service, pods(10), nodes, empty, "")
	if !reflect.DeepEqual(answer.ActionOrder, [][2]string{{"create", "svc-1"}}) {
		t.Errorf("actions %v", answer.ActionOrder)
	}
}

// The same error of two address types is printed once.
func TestErrorsArePrintedOnce(t *testing.T) {
	dual := strings.Replace(service, `["IPv4"]`, `["IPv4","IPv6"]`, 1)
	answer := reconciled(t, dual, pods(2), "[]", "", "")
	if answer.Error == nil || *answer.Error != "[skipping Pod p1 for Service ns/svc: Node n1 Not Found, skipping Pod p2 for Service ns/svc: Node n1 Not Found]" {
		t.Errorf("error %v", text(t, answer.Error))
	}
}

const (
	zoneNode = `{"metadata":{"name":"NAME","labels":{"topology.kubernetes.io/zone":"ZONE"}},"status":{"allocatable":{"cpu":"4"},"conditions":[{"type":"Ready","status":"STATUS"}]}}`
)

func node(name, zone, status string) string {
	return strings.NewReplacer("NAME", name, "ZONE", zone, "STATUS", status).Replace(zoneNode)
}

func onNode(number int, name string) string {
	return strings.Replace(pod(number, ""), `"nodeName":"n1"`, `"nodeName":"`+name+`"`, 1)
}

var automatic = strings.Replace(service, `"uid":"svc-uid"`, `"uid":"svc-uid","annotations":{"service.kubernetes.io/topology-mode":"Auto"}`, 1)

// An endpoint in a zone without usable nodes keeps a hint for that zone, which
// makes its slice invalid at every sync.
func TestHintForAZoneWithoutNodesIsRewritten(t *testing.T) {
	nodes := `[` + node("n1", "z1", "True") + `,` + node("n2", "z2", "True") + `,` + node("n3", "z3", "False") + `]`
	step := `{"service":` + automatic + `,"pods":[` + onNode(1, "n1") + `,` + onNode(2, "n2") + `,` + onNode(3, "n3") + `,` + onNode(4, "n1") + `,` + onNode(5, "n2") + `,` + onNode(6, "n3") + `],"nodes":` + nodes + `,"maxEndpointsPerSlice":10,"topologyCache":true}`
	answer := casetest.Ask[SequenceOutput](t, parts, "reconcileSequence", `{"steps":[`+step+`,`+step+`,`+step+`]}`)
	for index, want := range []string{"create", "update", "update"} {
		if actions := answer.Steps[index].ActionOrder; len(actions) != 1 || actions[0][0] != want {
			t.Errorf("step %d: %v", index, actions)
		}
	}
}

// When an endpoint has no zone, hints are given up, but a slice that had been
// found to lack them stays among the updates: it is written at every sync,
// unchanged.
func TestEndpointWithoutZoneIsRewritten(t *testing.T) {
	nodes := `[` + node("n1", "z1", "True") + `,` + node("n2", "z2", "True") + `]`
	ghost := strings.Replace(service, `"uid":"svc-uid"`, `"uid":"svc-uid","annotations":{"service.kubernetes.io/topology-mode":"Auto"}`, 1)
	ghost = strings.Replace(ghost, `"ports":`, `"publishNotReadyAddresses":true,"ports":`, 1)
	step := `{"service":` + ghost + `,"pods":[` + onNode(1, "n1") + `,` + onNode(2, "n2") + `,` + onNode(3, "gone") + `,` + onNode(4, "n1") + `],"nodes":` + nodes + `,"maxEndpointsPerSlice":10,"topologyCache":true}`
	answer := casetest.Ask[SequenceOutput](t, parts, "reconcileSequence", `{"steps":[`+step+`,`+step+`,`+step+`]}`)
	for index := 1; index < 3; index++ {
		actions := answer.Steps[index].ActionOrder
		if len(actions) != 1 || actions[0][0] != "update" {
			t.Fatalf("step %d: %v", index, actions)
		}
	}
	if before, after := text(t, answer.Steps[1].Updates), text(t, answer.Steps[2].Updates); before != after {
		t.Errorf("the second rewrite differs:\n%s\n%s", before, after)
	}
}

// A family that fails clears the mark of the Service, so the other one reports
// "enabled" whenever it comes after.
func TestPopulatedMarkIsPerService(t *testing.T) {
	dual := strings.Replace(automatic, `["IPv4"]`, `["IPv4","IPv6"]`, 1)
	nodes := `[` + node("n1", "z1", "True") + `,` + node("n2", "z2", "True") + `]`
	step := `{"service":` + dual + `,"pods":[` + onNode(1, "n1") + `,` + onNode(2, "n2") + `],"nodes":` + nodes + `,"maxEndpointsPerSlice":10,"topologyCache":true}`
	repeated := false
	for range 50 {
		answer := casetest.Ask[SequenceOutput](t, parts, "reconcileSequence", `{"steps":[`+step+`,`+step+`,`+step+`,`+step+`]}`)
		for _, later := range answer.Steps[1:] {
			for _, event := range later.Events {
				repeated = repeated || event.Reason == "TopologyAwareHintsEnabled"
			}
		}
	}
	if !repeated {
		t.Error("enabled is reported once only")
	}
}

// Hints of endpoints that are not ready survive an update of labels only.
func TestStaleHintsSurviveALabelUpdate(t *testing.T) {
	notReady := strings.Replace(pods(1), `"status":"True"`, `"status":"False"`, 1)
	first := reconciled(t, service, notReady, nodes, "", "")
	slice := first.Creates[0]
	slice.Name = "kept"
	hinted := strings.Replace(text(t, slice), `"targetRef":`, `"hints":{"forZones":[{"name":"old"}]},"targetRef":`, 1)
	hinted = strings.Replace(hinted, `"labels":{`, `"labels":{"extra":"x",`, 1)
	near := strings.Replace(service, `"ports":`, `"trafficDistribution":"PreferClose","ports":`, 1)
	answer := reconciled(t, near, notReady, nodes, hinted, "")
	if len(answer.Updates) != 1 || answer.Updates[0].Endpoints[0].Hints == nil {
		t.Errorf("answer %s", text(t, answer))
	}
}
