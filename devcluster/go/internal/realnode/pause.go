//go:build linux

package realnode

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
)

// pauseImage is the container that holds the namespaces of a Pod.
const pauseImage = "localhost/pause:1"

// pauseCode is its whole program, for amd64: ignore the end of adopted children, which then leave no zombies, and sleep
// until killed.
var pauseCode = []byte{
	0xbf, 17, 0, 0, 0, //             mov edi, SIGCHLD
	0x48, 0x8d, 0x35, 24, 0, 0, 0, // lea rsi, [rip+24]   the action behind the code
	0x31, 0xd2, //                    xor edx, edx
	0x41, 0xba, 8, 0, 0, 0, //        mov r10d, 8         bytes of a set of signals
	0xb8, 13, 0, 0, 0, //             mov eax, rt_sigaction
	0x0f, 0x05, //                    syscall
	0xb8, 34, 0, 0, 0, //             mov eax, pause
	0x0f, 0x05, //                    syscall
	0xeb, 0xf7, //                    jmp to the mov before
}

// pauseAction is a sigaction: handler SIG_IGN, no flags, no restorer, an empty set.
var pauseAction = append([]byte{1, 0, 0, 0, 0, 0, 0, 0}, make([]byte, 24)...)

// pauseProgram is an ELF file of one loaded segment.
func pauseProgram() []byte {
	const base, headers = 0x400000, 64 + 56
	content := append(append([]byte{}, pauseCode...), pauseAction...)
	size := uint64(headers + len(content))
	var file bytes.Buffer
	for _, field := range []any{
		[16]byte{0x7f, 'E', 'L', 'F', 2, 1, 1}, // 64 bits, little endian
		uint16(2), uint16(62), uint32(1),       // a program, for amd64
		uint64(base + headers), uint64(64), uint64(0), uint32(0),
		uint16(64), uint16(56), uint16(1), uint16(0), uint16(0), uint16(0),
		uint32(1), uint32(5), uint64(0), uint64(base), uint64(base), size, size, uint64(0x1000), // load, read and run
	} {
		_ = binary.Write(&file, binary.LittleEndian, field)
	}
	file.Write(content)
	return file.Bytes()
}

// pauseArchive is the image as `docker save` writes one; the same bytes at every call.
func pauseArchive() ([]byte, error) {
	layer, err := archive(entry{"pause", 0o755, pauseProgram()})
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(layer)
	config, err := json.Marshal(map[string]any{
		"architecture": "amd64", "os": "linux",
		"config": map[string]any{"Entrypoint": []string{"/pause"}, "User": "65535:65535"},
		"rootfs": map[string]any{"type": "layers", "diff_ids": []string{"sha256:" + hex.EncodeToString(digest[:])}},
	})
	if err != nil {
		return nil, err
	}
	manifest, err := json.Marshal([]map[string]any{{
		"Config": "config.json", "RepoTags": []string{pauseImage}, "Layers": []string{"layer.tar"},
	}})
	if err != nil {
		return nil, err
	}
	return archive(entry{"config.json", 0o644, config}, entry{"layer.tar", 0o644, layer}, entry{"manifest.json", 0o644, manifest})
}

type entry struct {
	name    string
	mode    int64
	content []byte
}

func archive(entries ...entry) ([]byte, error) {
	var result bytes.Buffer
	writer := tar.NewWriter(&result)
	for _, each := range entries {
		header := tar.Header{Name: each.name, Mode: each.mode, Size: int64(len(each.content)), Typeflag: tar.TypeReg}
		if err := writer.WriteHeader(&header); err != nil {
			return nil, err
		}
		if _, err := writer.Write(each.content); err != nil {
			return nil, err
		}
	}
	err := writer.Close() // writes the end of the archive
	return result.Bytes(), err
}
