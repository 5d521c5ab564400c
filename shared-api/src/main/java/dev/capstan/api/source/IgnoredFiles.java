package dev.capstan.api.source;

import java.util.List;
import java.util.stream.Stream;

/** What the artifacts of sources leave out by themselves, as patterns of a {@code .gitignore} that holds for the root. */
public final class IgnoredFiles {
    /** Files of Git's own, whatever a source says. */
    public static final List<String> VERSION_CONTROL = List.of(".git/", ".gitignore", ".gitmodules", ".gitattributes");

    /** Pictures and archives. */
    public static final List<String> PICTURES_AND_ARCHIVES =
            List.of("*.jpg", "*.jpeg", "*.gif", "*.png", "*.wmv", "*.flv", "*.tar.gz", "*.zip");

    private static final List<String> PIPELINES = List.of(
            ".github/",
            ".circleci/",
            ".travis.yml",
            ".gitlab-ci.yml",
            "appveyor.yml",
            ".drone.yml",
            "cloudbuild.yaml",
            "codeship-services.yml",
            "codeship-steps.yml",
            "**/.goreleaser.yml",
            "**/.sops.yaml",
            "**/.flux.yaml");

    /** Pictures, archives and pipelines, unless a {@code .sourceignore} or {@code spec.ignore} says anything. */
    public static final List<String> DEFAULT =
            Stream.concat(PICTURES_AND_ARCHIVES.stream(), PIPELINES.stream()).toList();

    private IgnoredFiles() {}
}
