// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"log"
	"time"

	"github.com/gorilla/websocket"
)

const (
	writeWait    = 10 * time.Second
	largestInput = 32 * 1024 // bytes
	closeExpired = 4401      // the token is over
)

// Client is one connection. One goroutine reads it, another one writes to it.
type Client struct {
	hub       *Hub
	conn      *websocket.Conn
	user      User
	pongWait  time.Duration
	rate      *Limit // of what it says
	outgoing  chan Message
	channels  map[string]bool
	delivered map[string]bool // channels of which it has everything; the hub's
	closeCode int             // why the hub closes it; set before outgoing is closed
}

func NewClient(hub *Hub, conn *websocket.Conn, user User, pongWait time.Duration, rate *Limit) *Client {
	return &Client{hub: hub, conn: conn, user: user, pongWait: pongWait, rate: rate, outgoing: make(chan Message, 4096),
		// Nobody needs to ask for what is meant for them, for their role, and for everybody.
		channels:  map[string]bool{"user:" + user.Name: true, "role:" + user.Role: true, "system": true},
		delivered: map[string]bool{}}
}

func (c *Client) read() {
	defer c.hub.Leave(c)
	c.conn.SetReadLimit(largestInput)
	c.conn.SetReadDeadline(time.Now().Add(c.pongWait))
	c.conn.SetPongHandler(func(string) error { return c.conn.SetReadDeadline(time.Now().Add(c.pongWait)) })
	for {
		_, text, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		var message Message
		if json.Unmarshal(text, &message) != nil {
			c.hub.Send(c, refusal("", "bad_json", "That is not a message."))
		} else if c.rate.Take(c.user.Name, arrival(c.conn)) > 0 {
			c.hub.Send(c, refusal(message.Ref, "rate_limited", "Slow down."))
		} else if err = c.handle(message); err != nil {
			log.Printf("%s of %s: %v", message.Type, c.user.Name, err)
			c.hub.Send(c, refusal(message.Ref, "failed", "That did not work. Try again."))
		}
	}
}

func (c *Client) write() {
	ticker := time.NewTicker(c.pongWait / 2)
	defer ticker.Stop()
	expiry := time.AfterFunc(time.Until(time.Unix(c.user.ExpiresAt, 0)), func() { c.hub.End(c, closeExpired) })
	defer expiry.Stop()
	defer c.conn.Close()
	for {
		select {
		case message, open := <-c.outgoing:
			c.conn.SetWriteDeadline(time.Now().Add(writeWait))
			if !open {
				c.conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(c.closeCode, ""))
				return
			}
			if c.conn.WriteJSON(message) != nil {
				return
			}
		case <-ticker.C:
			if c.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)) != nil {
				return
			}
		}
	}
}

func (c *Client) handle(message Message) error {
	kind := message.Type
	if message.Action != "" {
		kind += "." + message.Action
	}
	var data struct {
		AlertID   string `json:"alert_id"`
		RequestID string `json:"request_id"`
		Volunteer string `json:"volunteer"`
		Body      string `json:"body"`
		State     string `json:"state"`
	}
	if message.Data != nil && json.Unmarshal(message.Data, &data) != nil {
		c.hub.Send(c, refusal(message.Ref, "bad_data", "That is not understood."))
		return nil
	}
	switch kind {
	case "subscribe":
		for _, channel := range message.Channels {
			c.channels[channel] = true
		}
		return nil
	case "deliver_queued":
		return c.hub.Deliver(c, message.Positions)
	case "alert.acknowledge":
		return c.change(message.Ref, "alert_id "+data.AlertID, Fields{"state": "seen", "owner": c.user.Name})
	case "help_request.claim":
		return c.change(message.Ref, "request_id "+data.RequestID, Fields{"status": "claimed", "volunteer": data.Volunteer})
	case "chat.send":
		if data.Body == "" {
			c.hub.Send(c, refusal(message.Ref, "empty", "There is nothing to say."))
			return nil
		}
		return c.do(message.Ref, Message{Type: "chat", Action: "message", Channel: "help_requests", Data: with(Fields{
			"message_id": newID(), "request_id": data.RequestID, "from": c.user.Name, "from_role": c.user.Role, "body": data.Body, "ref": message.Ref})})
	case "chat.typing":
		c.hub.PassOn(Message{Type: "chat", Action: "typing", Data: with(Fields{"request_id": data.RequestID, "from": c.user.Name})}, c)
		return nil
	case "presence.set":
		c.tellPresence(data.State)
		return nil
	}
	c.hub.Send(c, refusal(message.Ref, "unknown_type", "There is no such message."))
	return nil
}

// do does what was asked for, but not again when it is asked for again because our answer was lost.
func (c *Client) do(ref string, message Message) error {
	first, err := c.hub.queue.Once(ref)
	if err == nil && first {
		err = c.hub.Publish(&message)
	}
	if err == nil {
		c.hub.Send(c, result(ref))
	}
	return err
}

func (c *Client) change(ref, subject string, fields Fields) error {
	thing, err := c.hub.queue.Newest(subject)
	if err == ErrUnknown {
		c.hub.Send(c, refusal(ref, "unknown", "There is no such thing."))
		return nil
	}
	if err != nil {
		return err
	}
	return c.do(ref, thing.Changed(fields))
}

func (c *Client) tellPresence(state string) {
	if word, known := map[string]string{"active": "available", "away": "busy"}[state]; known {
		state = word
	}
	c.hub.PassOn(Message{Type: "presence", Action: "changed", Timestamp: time.Now().UTC().Format(time.RFC3339Nano),
		Data: with(Fields{"user": c.user.Name, "state": state})}, c)
}
