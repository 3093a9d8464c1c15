package stub

import (
	"fmt"
	"sync"

	"k8s.io/apimachinery/pkg/runtime"
)

// Event is what the reference said about the object it worked on.
type Event struct {
	Type    string `json:"type"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

// Recorder is a record.EventRecorder that keeps events in order.
type Recorder struct {
	mutex  sync.Mutex
	events []Event
}

// Take returns the events since the last call; never nil.
func (r *Recorder) Take() []Event {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	events := r.events
	r.events = nil
	if events == nil {
		events = []Event{}
	}
	return events
}

// Event is part of record.EventRecorder.
func (r *Recorder) Event(_ runtime.Object, eventType, reason, message string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.events = append(r.events, Event{Type: eventType, Reason: reason, Message: message})
}

// Eventf is part of record.EventRecorder.
func (r *Recorder) Eventf(object runtime.Object, eventType, reason, format string, args ...any) {
	r.Event(object, eventType, reason, fmt.Sprintf(format, args...))
}

// AnnotatedEventf is part of record.EventRecorder.
func (r *Recorder) AnnotatedEventf(object runtime.Object, _ map[string]string, eventType, reason, format string, args ...any) {
	r.Eventf(object, eventType, reason, format, args...)
}
