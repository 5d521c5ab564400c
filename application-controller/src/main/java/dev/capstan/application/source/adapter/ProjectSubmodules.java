package dev.capstan.application.source.adapter;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.mirror.SubmoduleRemotes;
import dev.capstan.git.submodule.DeclaredSubmodule;
import dev.capstan.http.Deadline;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who asks for the submodules of one commit. What a project permits as a source is asked for with its own Secret, or with the parent's login
 * at the same server; all else as nobody, since a file must not lead credentials where its project may not go. Another server is believed
 * by its own certificates, never by the parent's.
 */
final class ProjectSubmodules implements SubmoduleRemotes {
    private final RepositoryRemotes remotes;
    private final String project;
    private final Deadline deadline;
    private final TreeSet<String> notPermitted = new TreeSet<>();

    /** @param deadline for what must be asked for logins */
    ProjectSubmodules(RepositoryRemotes remotes, String project, Deadline deadline) {
        this.remotes = remotes;
        this.project = project;
        this.deadline = deadline;
    }

    @Override
    public GitResult<Remote> of(Remote parent, DeclaredSubmodule declared) {
        RemoteUrl url = declared.url();
        if (!remotes.mayName(url, project)) {
            if (url.scheme() == RemoteUrl.Scheme.SSH) {
                return GitResult.failed(new GitFailure.SubmoduleRefused(
                        parent.url(),
                        declared.path(),
                        "'" + url
                                + "' is reached by ssh, and no key is used for it: the project does not permit it as a"
                                + " source"));
            }
            notPermitted.add(url.toString());
            return isAtServerOf(parent, url)
                    ? OF_THE_SAME_SERVER.of(asNobody(parent), declared)
                    : GitResult.success(remotes.asNobody(url, parent.proxy()));
        }
        return switch (remotes.of(url.toString(), project, deadline)) {
            case RepositoryRemotes.Reach.Refused(String why) ->
                GitResult.failed(new GitFailure.SubmoduleRefused(parent.url(), declared.path(), why));
            case RepositoryRemotes.Reach.Reached(Remote remote) -> permitted(parent, declared, remote);
        };
    }

    private static GitResult<Remote> permitted(Remote parent, DeclaredSubmodule declared, Remote own) {
        boolean isNobody = own.credentials() instanceof Credentials.Anonymous
                && own.tls().client().isEmpty();
        if (!isNobody) {
            return GitResult.success(own);
        }
        RemoteUrl url = declared.url();
        return isAtServerOf(parent, url) || url.scheme() == RemoteUrl.Scheme.SSH
                ? OF_THE_SAME_SERVER.of(parent, declared)
                : GitResult.success(new Remote(
                        own.url(), own.credentials(), own.tls(), own.proxy().or(parent::proxy)));
    }

    private static boolean isAtServerOf(Remote parent, RemoteUrl url) {
        RemoteUrl its = parent.url();
        return url.isSameOrigin(its.scheme().text(), its.host(), its.effectivePort());
    }

    /** The same server, without a login of any kind. */
    private static Remote asNobody(Remote parent) {
        return new Remote(
                withoutLogin(parent.url()),
                new Credentials.Anonymous(),
                parent.tls().withoutClient(),
                parent.proxy());
    }

    private static RemoteUrl withoutLogin(RemoteUrl url) {
        return new RemoteUrl(url.scheme(), Optional.empty(), Optional.empty(), url.host(), url.port(), url.path());
    }

    /** What may be the reason of a failure; empty, or a clause for the end of its message. */
    String hint() {
        return notPermitted.isEmpty()
                ? ""
                : " (asked without credentials: the project does not permit as a source "
                        + String.join(", ", notPermitted) + ")";
    }
}
