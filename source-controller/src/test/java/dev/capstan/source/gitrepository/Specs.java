package dev.capstan.source.gitrepository;

import dev.capstan.api.source.GitRepositorySpec;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Specs of GitRepository objects, written as in a manifest. */
final class Specs {
    static final String URL = "https://git.example.org/config";

    private Specs() {}

    /** The branch main of {@link #URL}, and what the YAML says besides. */
    static GitRepositorySpec spec(String yaml) {
        return at(URL, "ref: {branch: main}\n" + yaml);
    }

    /** A repository with nothing but what the YAML says. */
    static GitRepositorySpec at(String url, String yaml) {
        return Serialization.unmarshal("url: '" + url + "'\ninterval: 1m\n" + yaml, GitRepositorySpec.class);
    }
}
