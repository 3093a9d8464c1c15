package mirror

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"
	coreclient "k8s.io/client-go/kubernetes/typed/core/v1"
	discoveryclient "k8s.io/client-go/kubernetes/typed/discovery/v1"
)

// client passes EndpointSlice writes to the client of the running case and
// events to the driver.
type client struct {
	kubernetes.Interface
	driver *driver
}

// DiscoveryV1 is part of kubernetes.Interface.
func (c client) DiscoveryV1() discoveryclient.DiscoveryV1Interface {
	return c.driver.caseClient().DiscoveryV1()
}

// CoreV1 is part of kubernetes.Interface.
func (c client) CoreV1() coreclient.CoreV1Interface { return coreGroup{driver: c.driver} }

type coreGroup struct {
	coreclient.CoreV1Interface
	driver *driver
}

// Events is part of CoreV1Interface.
func (g coreGroup) Events(string) coreclient.EventInterface { return eventClient{driver: g.driver} }

// eventClient takes events by every door through which a sink may hand them in.
type eventClient struct {
	coreclient.EventInterface
	driver *driver
}

// CreateWithEventNamespace is part of EventExpansion.
func (e eventClient) CreateWithEventNamespace(event *corev1.Event) (*corev1.Event, error) {
	e.driver.takeEvent(event)
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
