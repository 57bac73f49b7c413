// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import "encoding/json"

// Message is what goes over the wire, in both directions. Those of a channel have its name, and a number in it.
type Message struct {
	ID        string          `json:"id,omitempty"`
	Type      string          `json:"type"`
	Action    string          `json:"action,omitempty"`
	Ref       string          `json:"ref,omitempty"` // the client's name for a request, which its result carries
	Channel   string          `json:"channel,omitempty"`
	Epoch     string          `json:"epoch,omitempty"`
	Seq       int64           `json:"seq,omitempty"`
	Timestamp string          `json:"timestamp,omitempty"`
	Channels  []string        `json:"channels,omitempty"`  // of "subscribe"
	Positions []Position      `json:"positions,omitempty"` // of "deliver_queued"
	Data      json.RawMessage `json:"data,omitempty"`
}

// Position is up to where a client has a channel.
type Position struct {
	Channel string `json:"stream"`
	Epoch   string `json:"epoch"`
	Seq     int64  `json:"offset"`
}

// Fields is the matter of a message.
type Fields map[string]any

// Subject names the thing whose newest state the message says; empty where it says none.
func (m *Message) Subject() string {
	var data map[string]any
	if json.Unmarshal(m.Data, &data) != nil {
		return ""
	}
	for _, name := range []string{"alert_id", "request_id"} {
		if id, is := data[name].(string); is && m.Type != "chat" {
			return name + " " + id
		}
	}
	return ""
}

// Changed is the same thing as it is after a change.
func (m Message) Changed(fields Fields) Message {
	data := Fields{}
	json.Unmarshal(m.Data, &data)
	for name, value := range fields {
		data[name] = value
	}
	return Message{Type: m.Type, Action: m.Action, Channel: m.Channel, Data: with(data)}
}

func with(fields Fields) json.RawMessage {
	data, err := json.Marshal(fields)
	if err != nil {
		panic(err) // nothing that is put into them can fail
	}
	return data
}

func result(ref string) Message {
	return Message{Type: "result", Ref: ref, Data: with(Fields{"ok": true})}
}

func refusal(ref, code, words string) Message {
	return Message{Type: "error", Ref: ref, Data: with(Fields{"code": code, "message": words})}
}
