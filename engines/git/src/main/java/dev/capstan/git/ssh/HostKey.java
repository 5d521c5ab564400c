package dev.capstan.git.ssh;

/**
 * A key by which an SSH server shows who it is.
 *
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint {@code SHA256:…}
 * @param line for a {@code known_hosts} file, without a line end
 */
public record HostKey(String type, String fingerprint, String line) {}
