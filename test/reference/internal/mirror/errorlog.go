package mirror

import "github.com/go-logr/logr"

// errorLog is the log of a controller. The queue key and the error of a failed
// sync are in one log line, which is the only place where the error comes out.
type errorLog struct {
	driver *driver
}

// Init is part of logr.LogSink.
func (errorLog) Init(logr.RuntimeInfo) {}

// Enabled is part of logr.LogSink; the line wanted has level 0.
func (errorLog) Enabled(level int) bool { return level == 0 }

// Info is part of logr.LogSink.
func (l errorLog) Info(_ int, _ string, keysAndValues ...any) {
	var key string
	var failure error
	for index := 0; index+1 < len(keysAndValues); index += 2 {
		switch keysAndValues[index] {
		case "key":
			key, _ = keysAndValues[index+1].(string)
		case "err":
			failure, _ = keysAndValues[index+1].(error)
		}
	}
	if key != "" && failure != nil {
		l.driver.takeError(key, failure)
	}
}

// Error is part of logr.LogSink.
func (errorLog) Error(error, string, ...any) {}

// WithValues is part of logr.LogSink.
func (l errorLog) WithValues(...any) logr.LogSink { return l }

// WithName is part of logr.LogSink.
func (l errorLog) WithName(string) logr.LogSink { return l }
