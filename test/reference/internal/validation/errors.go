package validation

import (
	"errors"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// fieldError is one field error, taken apart.
type fieldError struct {
	// Type is the short name: Required, Invalid, NotSupported and so on.
	Type  string `json:"type"`
	Field string `json:"field"`
	// BadValue is the value as the message prints it, null when it prints none.
	BadValue *string `json:"badValue"`
	Detail   string  `json:"detail"`
	Message  string  `json:"message"`
	Origin   string  `json:"origin,omitempty"`
}

func describeErrors(list field.ErrorList) []fieldError {
	result := []fieldError{}
	for _, item := range list {
		result = append(result, fieldError{
			Type:     strings.TrimPrefix(string(item.Type), "FieldValue"),
			Field:    item.Field,
			BadValue: printedValue(item),
			Detail:   item.Detail,
			Message:  item.Error(),
			Origin:   item.Origin,
		})
	}
	return result
}

// printedValue cuts the value out of the text `<type>: <value>: <detail>`.
func printedValue(item *field.Error) *string {
	rest := strings.TrimPrefix(item.ErrorBody(), item.Type.String())
	if item.Detail != "" {
		rest = strings.TrimSuffix(rest, ": "+item.Detail)
	}
	value, printed := strings.CutPrefix(rest, ": ")
	if !printed {
		return nil
	}
	return &value
}

// statusError is the refusal an API server answers with.
type statusError struct {
	Code    int32         `json:"code"`
	Reason  string        `json:"reason"`
	Message string        `json:"message"`
	Causes  []statusCause `json:"causes"`
}

type statusCause struct {
	Type    string `json:"type"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

func describeStatus(err error) *statusError {
	if err == nil {
		return nil
	}
	result := &statusError{Message: err.Error(), Causes: []statusCause{}}
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return result
	}
	result.Code, result.Reason, result.Message = status.Status().Code, string(status.Status().Reason), status.Status().Message
	details := status.Status().Details
	if details == nil {
		details = &metav1.StatusDetails{}
	}
	for _, cause := range details.Causes {
		result.Causes = append(result.Causes, statusCause{Type: string(cause.Type), Field: cause.Field, Message: cause.Message})
	}
	return result
}
