package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.repository.Repository;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.TargetRevision;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GitRepositories: one for each repository, revision and login. */
final class GitSources {
    private static final Pattern LOGIN = Pattern.compile("^(https?://)[^/@]*@");
    private static final Pattern SCP = Pattern.compile("(?:([^@/:]+)@)?([^@/:]+):(?!/)(.+)");
    private static final int SHORT_ID = 7;

    private final SourceObjects objects;
    private final Repositories repositories;
    private final RepositorySecrets secrets;

    GitSources(SourceObjects objects, Repositories repositories, RepositorySecrets secrets) {
        this.objects = objects;
        this.repositories = repositories;
        this.secrets = secrets;
    }

    /** The object for a source; empty when there can be none, which is noted. */
    Optional<ObjectNode> of(ApplicationSource source, ProjectFacts project, Notes notes) {
        Optional<String> url = url(source.repoUrl());
        if (url.isEmpty()) {
            notes.missing("the repository " + RepositoryUrl.shown(source.repoUrl())
                    + " cannot be one of a GitRepository; name it by https:// or ssh://");
            return Optional.empty();
        }
        return switch (repositories.find(source.repoUrl(), project.name())) {
            case Repositories.Lookup.Unusable(String why) -> {
                notes.missing(why);
                yield Optional.empty();
            }
            case Repositories.Lookup.Found(Repository repository) ->
                Optional.of(object(source, url.get(), repository, project, notes));
        };
    }

    private ObjectNode object(
            ApplicationSource source, String url, Repository repository, ProjectFacts project, Notes notes) {
        var revision = new TargetRevision(source.targetRevision(), source.tagPrefix());
        if (revision.mayBeShortCommit() && revision.form() == TargetRevision.Form.NAME) {
            notes.todo("targetRevision " + revision.text()
                    + " is taken for a branch; if it is a commit, write its whole id into ref.commit");
        }
        if (!revision.tagPrefix().isEmpty() && revision.form() == TargetRevision.Form.CONSTRAINT) {
            notes.missing("tagPrefix '" + revision.tagPrefix() + "' has no counterpart beside ref.semver; name one tag"
                    + " in ref.tag, or have versions without prefix");
        }
        Set<String> keys = project.project().demandsSignatures() ? project.signingKeys() : Set.of();
        Optional<String> login = repositories.credentialsSecret(source.repoUrl(), project.name());
        String identity =
                String.join(" ", revision.text(), revision.tagPrefix(), login.orElse(""), String.join(",", keys));
        String name = SourceObjects.nameOf(url) + "-" + suffix(revision);
        return objects.get("GitRepository", url, identity, name, (spec, about) -> {
            reference(spec.putObject("ref"), revision);
            noteLogin(source.repoUrl(), about);
            secrets.git(spec, repository, login, about);
            if (project.project().demandsSignatures()) {
                secrets.verification(spec, project, keys, about);
            }
        });
    }

    /** What stands for the revision in the name of the object. */
    private static String suffix(TargetRevision revision) {
        return switch (revision.form()) {
            case HEAD -> "head";
            case COMMIT -> revision.text().substring(0, SHORT_ID);
            case VERSION, CONSTRAINT, NAME -> revision.text().replaceFirst("^refs/(heads|tags)/", "");
        };
    }

    private static void reference(ObjectNode ref, TargetRevision revision) {
        switch (revision.form()) {
            case HEAD -> ref.put("name", "HEAD");
            case COMMIT -> ref.put("commit", revision.text());
            case VERSION -> ref.put("tag", revision.tagPrefix() + revision.text());
            case CONSTRAINT -> ref.put("semver", revision.text());
            case NAME -> ref.put(revision.text().startsWith("refs/") ? "name" : "branch", revision.text());
        }
    }

    /** The address without a login that HTTP would show. */
    static String withoutLogin(String url) {
        return LOGIN.matcher(url).replaceFirst("$1");
    }

    static void noteLogin(String url, Notes about) {
        if (LOGIN.matcher(url).find()) {
            about.todo("the Application's repoURL has a login in it, which is left out here; make a Secret of it"
                    + " and name it in secretRef");
        }
    }

    /** An address as GitRepositories have them, without a login over HTTP. */
    static Optional<String> url(String url) {
        if (url.matches("https?://.+")) {
            return Optional.of(withoutLogin(url));
        }
        if (url.startsWith("ssh://")) {
            return Optional.of(url);
        }
        Matcher scp = SCP.matcher(url);
        if (!scp.matches()) {
            return Optional.empty();
        }
        String user = Optional.ofNullable(scp.group(1)).orElse("git");
        return Optional.of("ssh://" + user + "@" + scp.group(2) + "/" + scp.group(3));
    }
}
