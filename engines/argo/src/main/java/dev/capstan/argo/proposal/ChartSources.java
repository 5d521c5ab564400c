package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.repository.Repository;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.HelmOptions;
import dev.capstan.argo.source.TargetRevision;
import java.util.Optional;

/** HelmRepositories and OCIRepositories. */
final class ChartSources {
    private static final String OCI = "oci://";

    private final SourceObjects objects;
    private final Repositories repositories;
    private final RepositorySecrets secrets;

    ChartSources(SourceObjects objects, Repositories repositories, RepositorySecrets secrets) {
        this.objects = objects;
        this.repositories = repositories;
        this.secrets = secrets;
    }

    /** The repository of a chart that has a name there; empty when there can be none, which is noted. */
    Optional<ObjectNode> ofChart(ApplicationSource source, ProjectFacts project, Notes notes) {
        return repository(source, project, notes).flatMap(repository -> {
            boolean isRegistry = source.isOci() || repository.transport().isOci();
            String url = isRegistry && !source.isOci() && !source.repoUrl().contains("://")
                    ? OCI + source.repoUrl()
                    : GitSources.withoutLogin(source.repoUrl());
            if (!url.matches("(https?|oci)://.+")) {
                notes.missing("the chart repository " + repository + " cannot be one of a HelmRepository");
                return Optional.empty();
            }
            boolean passesCredentials =
                    source.helm().filter(HelmOptions::passesCredentials).isPresent();
            Optional<String> login = repositories.credentialsSecret(source.repoUrl(), project.name());
            String name = SourceObjects.nameOf(url);
            return Optional.of(objects.get(
                    "HelmRepository", url, login.orElse("") + passesCredentials, name, (spec, about) -> {
                        GitSources.noteLogin(source.repoUrl(), about);
                        if (url.startsWith(OCI)) {
                            spec.put("type", "oci");
                        }
                        if (passesCredentials) {
                            spec.put("passCredentials", true);
                        }
                        if (repository.transport().usesPlainHttp()) {
                            spec.put("insecure", true);
                        }
                        secrets.charts(spec, repository, login, about);
                    }));
        });
    }

    /** The artifact of a registry that a source without chart names. */
    Optional<ObjectNode> ofArtifact(ApplicationSource source, ProjectFacts project, Notes notes) {
        return repository(source, project, notes).map(repository -> {
            var revision = new TargetRevision(source.targetRevision(), "");
            Optional<String> login = repositories.credentialsSecret(source.repoUrl(), project.name());
            String name = SourceObjects.nameOf(source.repoUrl());
            return objects.get(
                    "OCIRepository",
                    source.repoUrl(),
                    revision.text() + " " + login.orElse(""),
                    name,
                    (spec, about) -> {
                        reference(spec, revision);
                        if (repository.transport().usesPlainHttp()) {
                            spec.put("insecure", true);
                        }
                        secrets.registry(spec, repository, login, about);
                    });
        });
    }

    private static void reference(ObjectNode spec, TargetRevision revision) {
        String text = revision.text();
        if (text.startsWith("sha256:")) {
            spec.putObject("ref").put("digest", text);
        } else if (revision.form() == TargetRevision.Form.CONSTRAINT) {
            spec.putObject("ref").put("semver", text);
        } else if (revision.form() != TargetRevision.Form.HEAD) {
            spec.putObject("ref").put("tag", text);
        }
    }

    private Optional<Repository> repository(ApplicationSource source, ProjectFacts project, Notes notes) {
        return switch (repositories.find(source.repoUrl(), project.name())) {
            case Repositories.Lookup.Found(Repository found) -> Optional.of(found);
            case Repositories.Lookup.Unusable(String why) -> {
                notes.missing(why);
                yield Optional.empty();
            }
        };
    }
}
