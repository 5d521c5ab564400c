package dev.capstan.cli.up;

import dev.capstan.cli.CommandFailure;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** The repository that {@code up} works on: a remote one as it is, a local one served on loopback. */
final class ServedSource implements AutoCloseable {

    private static final Pattern REMOTE = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://.*");

    private static final Pattern SCP = Pattern.compile("([^/@:\\s]+@[^/@:\\s]+):([^:\\s]+)");

    private final String origin;
    private final String url;
    private final Optional<GitHttpServer> server;

    private ServedSource(String origin, String url, Optional<GitHttpServer> server) {
        this.origin = origin;
        this.url = url;
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
            return new ServedSource(repository, repository, Optional.empty());
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
        boolean isRepository = GitHttpServer.isRepository(folder);
        String name = nameOf(folder.toString());
        String url = (isRepository && !isUncommitted
                        ? server.serveRepository(name, folder, Access.READ_ONLY)
                        : server.serveFolder(name, folder))
                .toString();
        String what = isRepository && !isUncommitted ? "what is committed in " : "the files in ";
        return new ServedSource(what + folder, url, Optional.of(server));
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

    /**
     * What a clone would check out: field of {@code spec.ref} and its value. That is the default branch, or the commit of a local
     * work tree that is on no branch, as CI leaves it.
     *
     * @throws CommandFailure when there is none
     */
    Map.Entry<String, String> defaultReference() {
        try {
            Ref head = Git.lsRemoteRepository().setRemote(url).callAsMap().get(Constants.HEAD);
            if (head != null && head.isSymbolic()) {
                return Map.entry(
                        "branch", Repository.shortenRefName(head.getTarget().getName()));
            }
            if (head != null && isLocal()) {
                return Map.entry("commit", head.getObjectId().name());
            }
            if (isLocal()) {
                throw new CommandFailure("There is no commit yet: cannot use " + origin
                        + ". With --uncommitted the files are used as they are.");
            }
            throw new CommandFailure(url + " does not say which branch is its default: name one with --branch");
        } catch (GitAPIException e) {
            throw new CommandFailure(
                    "Cannot ask " + url + " for its default branch (" + e.getMessage() + "): name one with --branch",
                    e);
        }
    }

    @Override
    public void close() {
        server.ifPresent(GitHttpServer::close);
    }
}
