package stub

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"
	coreclient "k8s.io/client-go/kubernetes/typed/core/v1"
	discoveryclient "k8s.io/client-go/kubernetes/typed/discovery/v1"
)

// Switch is the client of a whole controller: EndpointSlice writes go to the
// client of the case at hand, and events that reach the sink are handed over.
type Switch struct {
	kubernetes.Interface
	Writes func() *Client
	Events func(*corev1.Event)
}

// DiscoveryV1 is part of kubernetes.Interface.
func (s Switch) DiscoveryV1() discoveryclient.DiscoveryV1Interface {
	return s.Writes().DiscoveryV1()
}

// CoreV1 is part of kubernetes.Interface.
func (s Switch) CoreV1() coreclient.CoreV1Interface { return coreGroup{take: s.Events} }

type coreGroup struct {
	coreclient.CoreV1Interface
	take func(*corev1.Event)
}

// Events is part of CoreV1Interface.
func (g coreGroup) Events(string) coreclient.EventInterface { return eventClient{take: g.take} }

// eventClient takes events by every door through which a sink may hand them in.
type eventClient struct {
	coreclient.EventInterface
	take func(*corev1.Event)
}

// CreateWithEventNamespace is part of EventExpansion.
func (e eventClient) CreateWithEventNamespace(event *corev1.Event) (*corev1.Event, error) {
	e.take(event)
	return event, nil
}

// CreateWithEventNamespaceWithContext is part of EventExpansion.
func (e eventClient) CreateWithEventNamespaceWithContext(_ context.Context, event *corev1.Event) (*corev1.Event, error) {
	return e.CreateWithEventNamespace(event)
}

// UpdateWithEventNamespace is part of EventExpansion.
func (e eventClient) UpdateWithEventNamespace(event *corev1.Event) (*corev1.Event, error) {
	return e.CreateWithEventNamespace(event)
}

// UpdateWithEventNamespaceWithContext is part of EventExpansion.
func (e eventClient) UpdateWithEventNamespaceWithContext(_ context.Context, event *corev1.Event) (*corev1.Event, error) {
	return e.CreateWithEventNamespace(event)
}

// PatchWithEventNamespace is part of EventExpansion; event is the whole one.
func (e eventClient) PatchWithEventNamespace(event *corev1.Event, _ []byte) (*corev1.Event, error) {
	return e.CreateWithEventNamespace(event)
}

// PatchWithEventNamespaceWithContext is part of EventExpansion.
func (e eventClient) PatchWithEventNamespaceWithContext(_ context.Context, event *corev1.Event, _ []byte) (*corev1.Event, error) {
	return e.CreateWithEventNamespace(event)
}
