package validation

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/api/operation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/kubernetes/pkg/apis/discovery"
	"k8s.io/kubernetes/pkg/apis/discovery/validation"
	"k8s.io/kubernetes/pkg/registry/discovery/endpointslice"

	"endpointslice.test/reference/internal/protocol"
)

// verdict is the outcome of a validation.
type verdict struct {
	// Errors are those of the rules of the group, written or declared.
	Errors   []fieldError `json:"errors"`
	Warnings []string     `json:"warnings"`
	// Prepared is the object after the strategy prepared it, if asked for.
	Prepared runtime.Object `json:"prepared,omitempty"`
	// Rest is the outcome of the whole way through the registry, if asked for.
	Rest *restVerdict `json:"rest,omitempty"`
}

type restVerdict struct {
	Object   runtime.Object `json:"object"`
	Error    *statusError   `json:"error"`
	Warnings []string       `json:"warnings"`
}

type validateInput struct {
	Slice versioned `json:"slice"`
	Old   versioned `json:"old"`
	// Defaults says whether defaulting comes first; absent means true.
	Defaults *bool `json:"defaults,omitempty"`
	// Prepare lets the strategy prepare the object before it is validated.
	Prepare bool `json:"prepare,omitempty"`
	// Strategy adds the way through the registry, from the unprepared object.
	Strategy bool `json:"strategy,omitempty"`
	// RequestNamespace is the namespace of the request; absent means that of
	// the object.
	RequestNamespace *string `json:"requestNamespace,omitempty"`
}

func (i *validateInput) read(raw json.RawMessage, update bool) (slice, old *discovery.EndpointSlice, err error) {
	if err := protocol.Decode(raw, i); err != nil {
		return nil, nil, err
	}
	if i.Slice.missing() {
		return nil, nil, fmt.Errorf("slice is missing")
	}
	if i.Old.missing() == update {
		return nil, nil, fmt.Errorf("old belongs to an update, and to nothing else")
	}
	setDefaults := i.Defaults == nil || *i.Defaults
	if setDefaults {
		i.Slice.setDefaults()
	}
	if slice, err = i.Slice.internal(); err != nil || !update {
		return slice, nil, err
	}
	if setDefaults {
		i.Old.setDefaults()
	}
	old, err = i.Old.internal()
	return slice, old, err
}

// context is that of a request in the version of the slice.
func (i *validateInput) context(verb string, namespace string) (context.Context, *warnings) {
	if i.RequestNamespace != nil {
		namespace = *i.RequestNamespace
	}
	version := i.Slice.groupVersion()
	ctx := request.WithNamespace(context.Background(), namespace)
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true,
		Verb:              verb,
		APIGroup:          version.Group,
		APIVersion:        version.Version,
		Namespace:         namespace,
		Resource:          "endpointslices",
	})
	collected := &warnings{texts: []string{}}
	return warning.WithWarningRecorder(ctx, collected), collected
}

// warnings is a warning.Recorder.
type warnings struct{ texts []string }

// AddWarning is part of warning.Recorder.
func (w *warnings) AddWarning(_, text string) { w.texts = append(w.texts, text) }

func validateCreate(raw json.RawMessage) (any, error) {
	var input validateInput
	slice, _, err := input.read(raw, false)
	if err != nil {
		return nil, err
	}
	ctx, _ := input.context("create", slice.Namespace)
	var output verdict
	if input.Strategy {
		if output.Rest, err = create(&input, slice.DeepCopy()); err != nil {
			return nil, err
		}
	}
	if input.Prepare {
		endpointslice.Strategy.PrepareForCreate(ctx, slice)
		if output.Prepared, err = external(slice, input.Slice.groupVersion()); err != nil {
			return nil, err
		}
	}
	written := validation.ValidateEndpointSliceCreate(slice)
	output.Errors = describeErrors(declared(ctx, slice, nil, written, operation.Create))
	output.Warnings = notNil(endpointslice.Strategy.WarningsOnCreate(ctx, slice))
	return output, nil
}

func validateUpdate(raw json.RawMessage) (any, error) {
	var input validateInput
	slice, old, err := input.read(raw, true)
	if err != nil {
		return nil, err
	}
	ctx, _ := input.context("update", slice.Namespace)
	var output verdict
	if input.Strategy {
		if output.Rest, err = update(&input, slice.DeepCopy(), old.DeepCopy()); err != nil {
			return nil, err
		}
	}
	if input.Prepare {
		endpointslice.Strategy.PrepareForUpdate(ctx, slice, old)
		if output.Prepared, err = external(slice, input.Slice.groupVersion()); err != nil {
			return nil, err
		}
	}
	written := validation.ValidateEndpointSliceUpdate(slice, old)
	output.Errors = describeErrors(declared(ctx, slice, old, written, operation.Update))
	output.Warnings = notNil(endpointslice.Strategy.WarningsOnUpdate(ctx, slice, old))
	return output, nil
}

// What an API server would fill in at random is fixed here.
const (
	fixedUID    = "00000000-0000-0000-0000-000000000000"
	fixedSuffix = "00000"
)

var fixedCreation = metav1.NewTime(time.Unix(0, 0).UTC().Add(time.Second))

// create does what the registry does with a new object before it stores it:
// system fields, generated name, common checks around the strategy.
func create(input *validateInput, slice *discovery.EndpointSlice) (*restVerdict, error) {
	ctx, collected := input.context("create", slice.Namespace)
	slice.UID, slice.CreationTimestamp = fixedUID, fixedCreation
	slice.DeletionTimestamp, slice.DeletionGracePeriodSeconds, slice.SelfLink = nil, nil, ""
	if slice.GenerateName != "" && slice.Name == "" {
		generated := endpointslice.Strategy.GenerateName(slice.GenerateName)
		slice.Name = generated[:len(generated)-len(fixedSuffix)] + fixedSuffix
	}
	refusal := rest.BeforeCreate(endpointslice.Strategy, ctx, slice)
	return registryVerdict(slice, input.Slice.groupVersion(), refusal, collected)
}

// update does what the registry does with a changed object. An update without
// resourceVersion is unconditional and takes the one of the old object.
func update(input *validateInput, slice, old *discovery.EndpointSlice) (*restVerdict, error) {
	ctx, collected := input.context("update", slice.Namespace)
	if slice.ResourceVersion == "" && allowsUnconditionalUpdate(ctx) {
		slice.ResourceVersion = old.ResourceVersion
	}
	refusal := rest.BeforeUpdate(endpointslice.Strategy, ctx, slice, old)
	return registryVerdict(slice, input.Slice.groupVersion(), refusal, collected)
}

func registryVerdict(slice *discovery.EndpointSlice, version schema.GroupVersion, refusal error, collected *warnings) (*restVerdict, error) {
	result := &restVerdict{Error: describeStatus(refusal), Warnings: collected.texts}
	if refusal != nil {
		return result, nil
	}
	var err error
	result.Object, err = external(slice, version)
	return result, err
}

func notNil(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}
