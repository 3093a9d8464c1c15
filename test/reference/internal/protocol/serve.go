package protocol

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// inputBuffer is the read size; lines may be far longer.
const inputBuffer = 1 << 20

// pendingPerWorker bounds how many cases are read ahead of the writer.
const pendingPerWorker = 8

// Serve answers every line of in on out, in input order, computing up to
// workers cases at the same time. Blank lines are skipped. Answers are flushed
// whenever the next one is not ready yet, so a caller that waits for each
// answer before it sends the next request is served too.
func Serve(in io.Reader, out io.Writer, workers int, answer func(line []byte) []byte) error {
	type job struct {
		line   []byte
		result chan []byte
	}
	jobs := make(chan job)
	pending := make(chan chan []byte, workers*pendingPerWorker)
	readResult := make(chan error, 1)

	for range workers {
		go func() {
			for next := range jobs {
				next.result <- answer(next.line)
			}
		}()
	}

	go func() {
		defer close(pending)
		defer close(jobs)
		readResult <- eachLine(in, func(line []byte) {
			next := job{line: line, result: make(chan []byte, 1)}
			pending <- next.result
			jobs <- next
		})
	}()

	writer := bufio.NewWriterSize(out, inputBuffer)
	var writeError error
	for result := range pending {
		var text []byte
		select {
		case text = <-result:
		default:
			writeError = errors.Join(writeError, writer.Flush())
			text = <-result
		}
		if writeError == nil {
			_, writeError = writer.Write(text)
		}
		if len(pending) == 0 && writeError == nil {
			writeError = writer.Flush()
		}
	}
	if writeError == nil {
		writeError = writer.Flush()
	}
	return errors.Join(<-readResult, writeError)
}

// eachLine calls use with every non-blank line of in, however long it is. The
// slice is not reused.
func eachLine(in io.Reader, use func(line []byte)) error {
	reader := bufio.NewReaderSize(in, inputBuffer)
	for {
		line, err := reader.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			use(line)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
