// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"syscall"
	"time"
	"unsafe"

	"github.com/gorilla/websocket"
)

const (
	tcpInfo      = 11 // TCP_INFO of getsockopt(2)
	lastDataRecv = 13 // the place of tcpi_last_data_recv in it, in words: how long ago something came, in ms
)

// arrival is when the newest that there is of a connection came, by the kernel. When we get round to reading it says how busy we are, and
// that is nobody else's fault.
func arrival(conn *websocket.Conn) time.Time {
	now := time.Now()
	tcp, isTCP := conn.UnderlyingConn().(syscall.Conn)
	if !isTCP {
		return now
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return now
	}
	var info [lastDataRecv + 1]uint32
	size := uint32(unsafe.Sizeof(info))
	var failed syscall.Errno
	err = raw.Control(func(descriptor uintptr) {
		_, _, failed = syscall.Syscall6(syscall.SYS_GETSOCKOPT, descriptor, syscall.IPPROTO_TCP, tcpInfo,
			uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&size)), 0)
	})
	if err != nil || failed != 0 || size < uint32(unsafe.Sizeof(info)) {
		return now
	}
	return now.Add(-time.Duration(info[lastDataRecv]) * time.Millisecond)
}
