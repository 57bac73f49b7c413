// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"log"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Hub knows who is here, and gives each message of a channel to those who have subscribed to it, in its order.
type Hub struct {
	mutex   sync.Mutex
	queue   *Queue
	clients map[*Client]bool
}

func NewHub(queue *Queue) *Hub {
	return &Hub{queue: queue, clients: map[*Client]bool{}}
}

// Publish puts a message into a channel. It is kept first, and sent then.
func (h *Hub) Publish(message *Message) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if message.ID == "" {
		message.ID = newID()
	}
	if message.Timestamp == "" {
		message.Timestamp = time.Now().UTC().Format(time.RFC3339Nano)
	}
	if err := h.queue.Add(message); err != nil {
		return err
	}
	for client := range h.clients {
		if client.delivered[message.Channel] {
			h.send(client, *message)
		}
	}
	return nil
}

// PassOn tells everybody else what only matters now.
func (h *Hub) PassOn(message Message, from *Client) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for client := range h.clients {
		if client != from {
			h.send(client, message)
		}
	}
}

// Deliver gives a client what its channels have behind its positions, and from then on what comes. Of a channel in which it has no
// position it gets everything that is kept, once.
func (h *Hub) Deliver(client *Client, positions []Position) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	known := map[string]int64{}
	for _, position := range positions {
		if position.Epoch == h.queue.epoch {
			known[position.Channel] = position.Seq
		}
	}
	for channel := range client.channels {
		seq, named := known[channel]
		if !named && client.delivered[channel] {
			continue
		}
		messages, complete, err := h.queue.After(channel, seq)
		if err != nil {
			return err
		}
		for _, message := range messages {
			h.send(client, message)
			seq = message.Seq
		}
		h.send(client, Message{Type: "queue", Action: "delivered", Channel: channel, Epoch: h.queue.epoch, Seq: seq,
			Data: with(Fields{"complete": complete})})
		client.delivered[channel] = true
	}
	return nil
}

// Send tells one client.
func (h *Hub) Send(client *Client, message Message) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.send(client, message)
}

// send never waits: a client that takes nothing is closed, and gets the rest when it returns.
func (h *Hub) send(client *Client, message Message) {
	if !h.clients[client] {
		return
	}
	select {
	case client.outgoing <- message:
	default:
		log.Printf("%s reads too slowly", client.user.Name)
		h.drop(client, websocket.CloseTryAgainLater)
	}
}

func (h *Hub) Join(client *Client) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.clients[client] = true
}

func (h *Hub) Leave(client *Client) {
	h.End(client, websocket.CloseNormalClosure)
}

// End closes a connection behind what it has still to be told.
func (h *Hub) End(client *Client, code int) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.drop(client, code)
}

// Close ends all connections.
func (h *Hub) Close(code int) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for client := range h.clients {
		h.drop(client, code)
	}
}

func (h *Hub) drop(client *Client, code int) {
	if h.clients[client] {
		client.closeCode = code
		delete(h.clients, client)
		close(client.outgoing)
	}
}

// Names says who is here.
func (h *Hub) Names() []string {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	names := []string{}
	for client := range h.clients {
		names = append(names, client.user.Name)
	}
	return names
}
