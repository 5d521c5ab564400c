package dev.capstan.access.git;

import dev.capstan.api.source.GitRepositorySpec;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Specs of GitRepository objects, written as in a manifest. */
public final class Specs {
    public static final String URL = "https://git.example.org/config";

    private Specs() {}

    /** The branch main of {@link #URL}, and what the YAML says besides. */
    public static GitRepositorySpec spec(String yaml) {
        return at(URL, "ref: {branch: main}\n" + yaml);
    }

    /** A repository with nothing but what the YAML says. */
    public static GitRepositorySpec at(String url, String yaml) {
        return Serialization.unmarshal("url: '" + url + "'\ninterval: 1m\n" + yaml, GitRepositorySpec.class);
    }
}
