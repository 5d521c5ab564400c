package dev.capstan.git;

import dev.capstan.http.AddressRule;
import dev.capstan.http.HostResolver;

/**
 * What holds for all remotes of one {@link dev.capstan.git.mirror.GitMirrors}.
 *
 * @param addresses which addresses may be connected to
 * @param resolver finds the addresses of hosts
 */
public record GitSettings(AddressRule addresses, GitLimits limits, HostResolver resolver) {

    /** With the resolver of this machine. */
    public GitSettings(AddressRule addresses, GitLimits limits) {
        this(addresses, limits, HostResolver.SYSTEM);
    }
}
