package dev.capstan.cli.build;

import dev.capstan.cli.CommandFailure;
import dev.capstan.git.Credentials;
import dev.capstan.git.RemoteUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user's SSH key and the hosts they know, as the {@code ssh} command keeps them.
 *
 * @param folder usually {@code ~/.ssh}
 */
record SshFolder(Path folder) {
    private static final List<String> KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    /** Who the user is for a repository; nobody where there is no key, or none is needed. */
    Credentials credentials(RemoteUrl url) {
        if (url.scheme() != RemoteUrl.Scheme.SSH) {
            return new Credentials.Anonymous();
        }
        Optional<Path> key =
                KEYS.stream().map(folder::resolve).filter(Files::isReadable).findFirst();
        Path hosts = folder.resolve("known_hosts");
        if (key.isEmpty()) {
            throw new CommandFailure("the base " + url + " needs an SSH key, and " + folder + " has none of "
                    + String.join(", ", KEYS) + "; use its https address, or copy the base");
        }
        if (!Files.isReadable(hosts)) {
            throw new CommandFailure("the base " + url + " is on a host that " + hosts
                    + " does not vouch for; connect to it once with ssh, and compare its key");
        }
        try {
            return new Credentials.SshKey(Files.readString(key.get()), Files.readString(hosts), Optional.empty());
        } catch (IOException unreadable) {
            throw new CommandFailure("the SSH key for " + url + " cannot be read from " + folder, unreadable);
        }
    }
}
