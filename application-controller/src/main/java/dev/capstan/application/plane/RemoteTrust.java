package dev.capstan.application.plane;

import java.util.Map;

/**
 * Whom to believe, as ConfigMaps of the control plane say it for all repositories.
 *
 * @param knownHosts lines of a {@code known_hosts} file; from {@code argocd-ssh-known-hosts-cm}
 * @param authorities PEM certificates by the name of the server; from {@code argocd-tls-certs-cm}
 * @param signers armoured public keys by the names that the ConfigMap {@code argocd-gpg-keys-cm} has for them
 */
public record RemoteTrust(String knownHosts, Map<String, String> authorities, Map<String, String> signers) {
    /** Nobody but those whom everybody believes. */
    public static final RemoteTrust NONE = new RemoteTrust("", Map.of(), Map.of());

    /** Copies the maps. */
    public RemoteTrust {
        authorities = Map.copyOf(authorities);
        signers = Map.copyOf(signers);
    }
}
