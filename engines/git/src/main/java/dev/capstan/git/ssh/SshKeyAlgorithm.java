package dev.capstan.git.ssh;

/** Kinds of SSH keys that are made here. */
public enum SshKeyAlgorithm {
    /** 2048 bits or more. */
    RSA,
    /** Over one of the curves of NIST. */
    ECDSA,
    /** Of one size. */
    ED25519
}
