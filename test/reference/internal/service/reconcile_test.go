package service

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"
	"testing"

	discovery "k8s.io/api/discovery/v1"

	"endpointslice.test/reference/internal/casetest"
)

const (
	service = `{"metadata":{"namespace":"ns","name":"svc","uid":"svc-uid"},"spec":{"ipFamilies":["IPv4"],"clusterIP":"10.96.0.1","ports":[{"name":"http","protocol":"TCP","port":80,"targetPort":8080}]}}`
	nodes   = `[{"metadata":{"name":"n1","labels":{"topology.kubernetes.io/zone":"z1"}}}]`
	owner   = `"ownerReferences":[{"apiVersion":"v1","kind":"Service","name":"svc","uid":"svc-uid"}]`
)

func pod(number int, extra string) string {
	return fmt.Sprintf(`{"metadata":{"namespace":"ns","name":"p%d","uid":"pod-%d"},"spec":{"nodeName":"n1"},"status":{"podIP":"10.0.0.%d","podIPs":[{"ip":"10.0.0.%d"}],"conditions":[{"type":"Ready","status":"True"}]%s}}`, number, number, number, number, extra)
}

func pods(count int) string {
	list := []string{}
	for number := 1; number <= count; number++ {
		list = append(list, pod(number, ""))
	}
	return "[" + strings.Join(list, ",") + "]"
}

// existing returns the slice the reconciler itself writes for the first pod.
func existing(t *testing.T, name string, extra string) string {
	t.Helper()
	answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"pods":`+pods(1)+`,"nodes":`+nodes+`,"maxEndpointsPerSlice":10`+extra+`}`)
	if len(answer.Creates) != 1 {
		t.Fatalf("first reconcile: %+v", answer)
	}
	slice := answer.Creates[0]
	slice.Name = name
	text, err := json.Marshal(slice)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReconcileCreates(t *testing.T) {
	answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"pods":`+pods(1)+`,"nodes":`+nodes+`,"maxEndpointsPerSlice":10,"triggerTime":"2024-01-02T03:04:05.120Z"}`)
	if len(answer.Creates) != 1 || answer.Error != nil || !reflect.DeepEqual(answer.ActionOrder, [][2]string{{"create", "svc-1"}}) {
		t.Fatalf("answer %+v", answer)
	}
	slice := answer.Creates[0]
	wantLabels := map[string]string{"kubernetes.io/service-name": "svc", "endpointslice.kubernetes.io/managed-by": DefaultControllerName}
	if slice.GenerateName != "svc-" || !reflect.DeepEqual(slice.Labels, wantLabels) ||
		slice.Annotations["endpoints.kubernetes.io/last-change-trigger-time"] != "2024-01-02T03:04:05.12Z" {
		t.Errorf("metadata %+v", slice.ObjectMeta)
	}
	endpoint := slice.Endpoints[0]
	if endpoint.Addresses[0] != "10.0.0.1" || *endpoint.Zone != "z1" || *endpoint.NodeName != "n1" || !*endpoint.Conditions.Ready ||
		!*endpoint.Conditions.Serving || *endpoint.Conditions.Terminating || endpoint.TargetRef.APIVersion != "" {
		t.Errorf("endpoint %+v", endpoint)
	}
}

// An address nobody can parse is "not IPv6" and lands in the IPv4 slice as the
// text of a nil IP; mapped and zero-padded addresses are printed plainly.
func TestReconcileAddressQuirks(t *testing.T) {
	odd := `[{"metadata":{"namespace":"ns","name":"p","uid":"u"},"spec":{"nodeName":"n1"},"status":{"podIPs":[{"ip":"garbage"},{"ip":"::ffff:10.0.0.9"},{"ip":"010.000.000.008"},{"ip":"fd00::1"}]}}]`
	answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"pods":`+odd+`,"nodes":`+nodes+`,"maxEndpointsPerSlice":10}`)
	if got := answer.Creates[0].Endpoints[0].Addresses; !reflect.DeepEqual(got, []string{"10.0.0.8", "10.0.0.9", "<nil>"}) {
		t.Errorf("addresses %v", got)
	}
}

// With a maximum of 10 and one unchanged slice of 1 endpoint.
func TestReconcileDistribution(t *testing.T) {
	kept := existing(t, "kept", "")
	for added, want := range map[int]struct{ creates, updates []int }{
		9:  {nil, []int{10}},
		10: {[]int{10}, nil},
		13: {[]int{10}, []int{4}},
	} {
		answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"pods":`+pods(1+added)+`,"nodes":`+nodes+`,"existing":[`+kept+`],"maxEndpointsPerSlice":10}`)
		if got := sizes(answer.Creates); !reflect.DeepEqual(got, want.creates) {
			t.Errorf("+%d: created %v", added, got)
		}
		if got := sizes(answer.Updates); !reflect.DeepEqual(got, want.updates) {
			t.Errorf("+%d: updated %v", added, got)
		}
	}
}

func sizes(slices []*discovery.EndpointSlice) []int {
	var counts []int
	for _, slice := range slices {
		counts = append(counts, len(slice.Endpoints))
	}
	sort.Ints(counts)
	return counts
}

// A placeholder of an older Service of the same name is left alone, since
// ownership is not compared.
func TestReconcilePlaceholderOfAnotherOwner(t *testing.T) {
	labels := `"labels":{"kubernetes.io/service-name":"svc","endpointslice.kubernetes.io/managed-by":"endpointslice-controller.k8s.io"}`
	placeholder := func(kind string) string {
		return `{` + kind + `"metadata":{"namespace":"ns","name":"old","ownerReferences":[{"apiVersion":"v1","kind":"Service","name":"svc","uid":"old"}],` + labels + `},"addressType":"IPv4","endpoints":[],"ports":[]}`
	}
	answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"existing":[`+placeholder("")+`],"maxEndpointsPerSlice":10}`)
	if len(answer.ActionOrder) != 0 {
		t.Errorf("actions %v", answer.ActionOrder)
	}
	// The type of the object does count, so it must reach the reference as it was.
	answer = casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"existing":[`+placeholder(`"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",`)+`],"maxEndpointsPerSlice":10}`)
	if !reflect.DeepEqual(answer.ActionOrder, [][2]string{{"create", "svc-1"}, {"delete", "old"}}) {
		t.Errorf("actions %v", answer.ActionOrder)
	}
}

func TestReconcileMissingNode(t *testing.T) {
	answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"pods":`+pods(1)+`,"maxEndpointsPerSlice":10}`)
	if answer.Error == nil || *answer.Error != "skipping Pod p1 for Service ns/svc: Node n1 Not Found" || len(answer.Creates) != 1 || len(answer.Creates[0].Endpoints) != 0 {
		t.Errorf("answer %+v", answer)
	}
	answer = casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+service+`,"pods":`+pods(1)+`,"nodeErrors":{"n1":"lister is broken"},"maxEndpointsPerSlice":10}`)
	if answer.Error == nil || !strings.Contains(*answer.Error, "lister is broken") || len(answer.ActionOrder) != 0 {
		t.Errorf("answer %+v", answer)
	}
}

func TestReconcileFailures(t *testing.T) {
	base := `{"service":` + service + `,"pods":` + pods(1) + `,"nodes":` + nodes + `,"maxEndpointsPerSlice":10,`
	answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", base+`"failCreateWithNamespaceTerminating":true}`)
	if answer.Error != nil || len(answer.ActionOrder) != 0 {
		t.Errorf("answer %+v", answer)
	}
	answer = casetest.Ask[ReconcileOutput](t, parts, "reconcile", base+`"failures":[{"verb":"create","nth":1,"message":"no"}]}`)
	if answer.Error == nil || *answer.Error != "failed to create EndpointSlice for Service ns/svc: no" {
		t.Errorf("answer %+v", answer)
	}
}

// Only creates are left out while the Service goes away: a create that takes
// the name of a slice to delete is an update.
func TestReconcilePendingDeletion(t *testing.T) {
	leaving := strings.Replace(service, `"uid":"svc-uid"`, `"uid":"svc-uid","deletionTimestamp":"2024-01-01T00:00:00Z"`, 1)
	stale := `{"metadata":{"namespace":"ns","name":"stale",` + owner + `,"labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","endpoints":[],"ports":[{"name":"old","protocol":"TCP","port":1}]}`
	answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", `{"service":`+leaving+`,"pods":`+pods(20)+`,"nodes":`+nodes+`,"existing":[`+stale+`],"maxEndpointsPerSlice":10}`)
	if !reflect.DeepEqual(answer.ActionOrder, [][2]string{{"update", "stale"}}) || answer.Updates[0].GenerateName != "svc-" {
		t.Errorf("actions %v", answer.ActionOrder)
	}
}

func TestReconcileSequence(t *testing.T) {
	zoned := func(name, zone string) string {
		return `{"metadata":{"name":"` + name + `","labels":{"topology.kubernetes.io/zone":"` + zone + `"}},"status":{"allocatable":{"cpu":"4"},"conditions":[{"type":"Ready","status":"True"}]}}`
	}
	annotated := strings.Replace(service, `"uid":"svc-uid"`, `"uid":"svc-uid","annotations":{"service.kubernetes.io/topology-mode":"Auto"}`, 1)
	two := `[` + pod(1, "") + `,` + strings.Replace(pod(2, ""), `"nodeName":"n1"`, `"nodeName":"n2"`, 1) + `]`
	rest := `"pods":` + two + `,"nodes":[` + zoned("n1", "z1") + `,` + zoned("n2", "z2") + `],"maxEndpointsPerSlice":10,"topologyCache":true}`
	answer := casetest.Ask[SequenceOutput](t, parts, "reconcileSequence", `{"steps":[
		{"service":`+annotated+`,`+rest+`,{"service":`+annotated+`,`+rest+`,{"service":`+service+`,`+rest+`]}`)
	reasons := [][]string{}
	for _, step := range answer.Steps {
		list := []string{}
		for _, event := range step.Events {
			list = append(list, event.Reason+": "+event.Message)
		}
		reasons = append(reasons, list)
	}
	want := [][]string{
		{"TopologyAwareHintsEnabled: Topology Aware Hints has been enabled, addressType: IPv4"}, {},
		{"TopologyAwareHintsDisabled: Topology Aware Hints has been disabled, addressType: IPv4"},
	}
	if !reflect.DeepEqual(reasons, want) {
		t.Errorf("events %v", reasons)
	}
	if len(answer.Steps[0].Creates) != 1 || len(answer.Steps[1].ActionOrder) != 0 || len(answer.Steps[2].Updates) != 1 || len(answer.Final) != 1 {
		t.Errorf("answer %+v", answer)
	}
	if !*answer.Steps[1].HintsPopulated || *answer.Steps[2].HintsPopulated {
		t.Error("populated mark")
	}
	if answer.Final[0].Endpoints[0].Hints != nil {
		t.Error("hints survive")
	}
}

// The texts differ before and after the first SetNodes.
func TestReconcileOneZone(t *testing.T) {
	annotated := strings.Replace(service, `"uid":"svc-uid"`, `"uid":"svc-uid","annotations":{"service.kubernetes.io/topology-mode":"auto"}`, 1)
	base := `{"service":` + annotated + `,"pods":` + pods(3) + `,"nodes":` + nodes + `,"maxEndpointsPerSlice":10,"topologyCache":true,"topologyNodes":`
	for given, want := range map[string]string{
		`null`: "Nodes only ready in one zone, addressType: IPv4",
		`[]`:   "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4",
	} {
		answer := casetest.Ask[ReconcileOutput](t, parts, "reconcile", base+given+`}`)
		if len(answer.Events) != 1 || answer.Events[0].Message != want {
			t.Errorf("topologyNodes %s: %+v", given, answer.Events)
		}
	}
}
