// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// bench_gorilla URL EVENTS SKIP: receives EVENTS from a load server and writes {"ns", "wall_s", "events"} for those behind SKIP, as the
// benchmark's own receivers do. Each is decoded by encoding/json, and nine fields of it are read.
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

type payment struct {
	ID       string `json:"id"`
	Source   string `json:"source"`
	Type     string `json:"type"`
	Time     string `json:"time"`
	Subject  string `json:"subject"`
	Sequence string `json:"sequence"`
	Data     struct {
		Status string `json:"status"`
		Money  struct {
			Amount   string `json:"amount"`
			Currency string `json:"currency"`
		} `json:"money"`
	} `json:"data"`
}

// cpuTime is that of the whole program, garbage collection and all.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	events, skip := number(os.Args[2]), number(os.Args[3])
	dialer := websocket.Dialer{Subprotocols: []string{"cloudevents.json"}, ReadBufferSize: 64 << 10}
	socket, _, err := dialer.Dial(os.Args[1], nil)
	if err != nil {
		log.Fatal(err)
	}
	say := func(text string) {
		if err := socket.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			log.Fatal(err)
		}
	}
	say("hello")
	say("subscribe")
	if _, _, err := socket.ReadMessage(); err != nil { // the welcome
		log.Fatal(err)
	}
	cpu, wall := cpuTime(), time.Now()
	for seen := 1; seen <= events; seen++ {
		var event payment
		if err := socket.ReadJSON(&event); err != nil {
			log.Fatal(err)
		}
		if event.ID == "" || event.Source == "" || event.Type == "" || event.Time == "" || event.Subject == "" ||
			event.Sequence == "" || event.Data.Status == "" || event.Data.Money.Amount == "" || event.Data.Money.Currency == "" {
			log.Fatal("a payment without one of its fields")
		}
		if seen == skip {
			cpu, wall = cpuTime(), time.Now()
			say("ready")
		}
	}
	measured := events - skip
	fmt.Printf("{\"ns\": %f, \"wall_s\": %f, \"events\": %d}\n", float64((cpuTime()-cpu).Nanoseconds())/float64(measured),
		time.Since(wall).Seconds(), measured)
}
