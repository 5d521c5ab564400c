package dev.capstan.cli.up;

import dev.capstan.cli.CommandFailure;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The repository that {@code up} works on: a remote one as it is, a local one served on loopback. */
final class ServedSource implements AutoCloseable {

    private static final Pattern REMOTE = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://.*");

    private static final Pattern SCP = Pattern.compile("([^/@:\\s]+@[^/@:\\s]+):([^:\\s]+)");

    private final String origin;
    private final String url;
    private final String below;
    private final Optional<GitHttpServer> server;

    private ServedSource(String origin, String url, String below, Optional<GitHttpServer> server) {
        this.origin = origin;
        this.url = url;
        this.below = below;
        this.server = server;
    }

    /**
     * Opens what the user named.
     *
     * @param isUncommitted for a folder: its files as they are, not what is committed
     * @throws CommandFailure when there is no such folder
     */
    static ServedSource of(String repository, boolean isUncommitted) throws IOException {
        if (REMOTE.matcher(repository).matches() && !repository.startsWith("file://")) {
            if (isUncommitted) {
                throw new CommandFailure("--uncommitted needs a local folder, not " + repository);
            }
            return new ServedSource(repository, repository, "", Optional.empty());
        }
        Optional<String> sshUrl = urlOfScpAddress(repository);
        if (sshUrl.isPresent()) {
            throw new CommandFailure("Write '" + repository + "' as a URL: " + sshUrl.get());
        }
        Path folder = Path.of(repository.replaceFirst("^file://", ""))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    "'" + repository + "' is neither a folder nor a URL with a scheme (https://, ssh://)");
        }
        GitHttpServer server = GitHttpServer.start();
        String name = nameOf(folder.toString());
        Optional<Path> root = isUncommitted ? Optional.empty() : repositoryAround(folder);
        String url = (root.isPresent()
                        ? server.serveRepository(name, root.get(), Access.READ_ONLY)
                        : server.serveFolder(name, folder))
                .toString();
        String below = root.map(top -> top.relativize(folder).toString().replace('\\', '/'))
                .orElse("");
        String what = root.isPresent() ? "what is committed in " : "the files in ";
        return new ServedSource(what + folder, url, below, Optional.of(server));
    }

    /** The repository that a folder belongs to: the folder itself, or the nearest one above it. */
    private static Optional<Path> repositoryAround(Path folder) {
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            if (GitHttpServer.isRepository(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** What git takes for {@code user@host:path}, as the URL that sources take. */
    private static Optional<String> urlOfScpAddress(String repository) {
        Matcher parts = SCP.matcher(repository);
        return parts.matches()
                ? Optional.of("ssh://" + parts.group(1) + "/" + parts.group(2).replaceFirst("^/", ""))
                : Optional.empty();
    }

    String url() {
        return url;
    }

    /** What the user named, in words. */
    String origin() {
        return origin;
    }

    boolean isLocal() {
        return server.isPresent();
    }

    /** A path below what the user named as one in the repository, which is larger when a folder in it was named. */
    String pathInRepository(String path) {
        return below.isEmpty() ? path : "./" + below + "/" + path.replaceFirst("^(\\./|/)+", "");
    }

    /** A name for objects, made of the last part of the address. */
    String name() {
        return nameOf(url);
    }

    /** A name that Kubernetes takes: lower case, letters, digits and hyphens, at most 50 characters. */
    static String nameOf(String address) {
        String last =
                address.replaceAll("[/\\\\]+$", "").replaceFirst("\\.git$", "").replaceFirst("^.*[/\\\\:]", "");
        String name =
                last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = name.substring(0, Math.min(50, name.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "config" : cut;
    }

    @Override
    public void close() {
        server.ifPresent(GitHttpServer::close);
    }
}
