// Package stub provides the counterparts the reference needs from a cluster: a
// client that answers at once and records what was asked, node listers filled
// by hand, and an event recorder.
package stub

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes"
	discoveryclient "k8s.io/client-go/kubernetes/typed/discovery/v1"
)

// Verb is the kind of a write.
type Verb string

// The verbs the reconcilers use.
const (
	Create Verb = "create"
	Update Verb = "update"
	Delete Verb = "delete"
)

// Action is one write that succeeded. Slice is nil for a delete.
type Action struct {
	Verb  Verb
	Name  string
	Slice *discovery.EndpointSlice
}

// Failure makes one write fail: the nth (counted from 1) of a verb, or every
// one when Nth is 0.
type Failure struct {
	Verb    Verb   `json:"verb"`
	Nth     int    `json:"nth,omitempty"`
	Message string `json:"message,omitempty"`
	// NamespaceTerminating answers as an API server does while the namespace
	// is being removed; Message is ignored then.
	NamespaceTerminating bool `json:"namespaceTerminating,omitempty"`
}

// Client is a kubernetes.Interface of which only the EndpointSlice writes
// exist. Everything else is the nil embedded interface and panics when called,
// which shows at once if the reference starts to use more.
type Client struct {
	kubernetes.Interface

	// Discard turns recording off (objects are neither copied nor kept).
	Discard bool

	mutex    sync.Mutex
	failures []Failure
	attempts map[Verb]int
	named    int
	taken    map[string]bool
	actions  []Action
}

// NewClient returns a client that fails the given writes.
func NewClient(failures ...Failure) *Client {
	return &Client{failures: failures, attempts: map[Verb]int{}, taken: map[string]bool{}}
}

// Reset forgets recorded actions and attempts and sets new failures. The
// counter for generated names goes on, so names stay unique.
func (c *Client) Reset(failures ...Failure) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.failures, c.attempts, c.actions = failures, map[Verb]int{}, nil
}

// Reserve marks names as existing: creating one of them is refused, and
// generated names avoid them.
func (c *Client) Reserve(names ...string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, name := range names {
		c.taken[name] = true
	}
}

// Actions returns the recorded writes in order.
func (c *Client) Actions() []Action {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.actions
}

// DiscoveryV1 is part of kubernetes.Interface.
func (c *Client) DiscoveryV1() discoveryclient.DiscoveryV1Interface {
	return discoveryGroup{client: c}
}

type discoveryGroup struct {
	discoveryclient.DiscoveryV1Interface
	client *Client
}

// EndpointSlices is part of DiscoveryV1Interface. The namespace is not needed:
// a client serves one case.
func (g discoveryGroup) EndpointSlices(string) discoveryclient.EndpointSliceInterface {
	return sliceClient{client: g.client}
}

type sliceClient struct {
	discoveryclient.EndpointSliceInterface
	client *Client
}

var sliceResource = schema.GroupResource{Group: discovery.GroupName, Resource: "endpointslices"}

// Create names the slice `<generateName><n>` when it has no name, and sets
// nothing else.
func (s sliceClient) Create(_ context.Context, slice *discovery.EndpointSlice, _ metav1.CreateOptions) (*discovery.EndpointSlice, error) {
	c := s.client
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if err := c.refusal(Create); err != nil {
		return nil, err
	}
	if slice.Name != "" && c.taken[slice.Name] {
		return nil, apierrors.NewAlreadyExists(sliceResource, slice.Name)
	}
	if c.Discard {
		return slice, nil
	}
	created := slice.DeepCopy()
	for created.Name == "" {
		c.named++
		if candidate := created.GenerateName + strconv.Itoa(c.named); !c.taken[candidate] {
			created.Name = candidate
		}
	}
	c.taken[created.Name] = true
	c.actions = append(c.actions, Action{Verb: Create, Name: created.Name, Slice: created})
	return created, nil
}

// Update records the slice; whether it exists is not checked.
func (s sliceClient) Update(_ context.Context, slice *discovery.EndpointSlice, _ metav1.UpdateOptions) (*discovery.EndpointSlice, error) {
	c := s.client
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if err := c.refusal(Update); err != nil {
		return nil, err
	}
	if c.Discard {
		return slice, nil
	}
	updated := slice.DeepCopy()
	c.actions = append(c.actions, Action{Verb: Update, Name: updated.Name, Slice: updated})
	return updated, nil
}

// Delete records the name; whether it exists is not checked.
func (s sliceClient) Delete(_ context.Context, name string, _ metav1.DeleteOptions) error {
	c := s.client
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if err := c.refusal(Delete); err != nil {
		return err
	}
	if !c.Discard {
		c.actions = append(c.actions, Action{Verb: Delete, Name: name})
	}
	return nil
}

// refusal counts an attempt and returns the error planned for it, if any.
func (c *Client) refusal(verb Verb) error {
	c.attempts[verb]++
	for _, failure := range c.failures {
		if failure.Verb != verb || (failure.Nth != 0 && failure.Nth != c.attempts[verb]) {
			continue
		}
		if failure.NamespaceTerminating {
			return namespaceTerminating()
		}
		return fmt.Errorf("%s", failure.Message)
	}
	return nil
}

// namespaceTerminating builds the refusal by which the reconcilers recognise a
// namespace that is going away.
func namespaceTerminating() error {
	refused := apierrors.NewForbidden(sliceResource, "", fmt.Errorf("namespace is being terminated"))
	refused.ErrStatus.Details.Causes = append(refused.ErrStatus.Details.Causes, metav1.StatusCause{
		Type:    corev1.NamespaceTerminatingCause,
		Message: "namespace is being terminated",
		Field:   "metadata.namespace",
	})
	return refused
}
