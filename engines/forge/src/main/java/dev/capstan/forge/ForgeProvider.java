package dev.capstan.forge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of forges. */
public enum ForgeProvider {
    /** GitHub and GitHub Enterprise, REST API version 3. */
    GITHUB(
            "github",
            "/api/v3",
            "Pull requests, Contents and Issues: write, Commit statuses and Checks: read (of a classic token: repo)"),
    /** GitLab, REST API version 4. */
    GITLAB("gitlab", "/api/v4", "api, and the role Developer"),
    /** Gitea and Forgejo, API version 1. */
    GITEA("gitea", "/api/v1", "write:repository and write:issue"),
    /** Bitbucket Cloud, API version 2.0. */
    BITBUCKET("bitbucket", "/2.0", "write of pull requests and repositories"),
    /** Bitbucket Server and Data Center, REST API version 1.0. */
    BITBUCKET_SERVER("bitbucketserver", "/rest/api/1.0", "Repository write");

    private final String text;
    private final String apiPath;
    private final String scope;

    ForgeProvider(String text, String apiPath, String scope) {
        this.text = text;
        this.apiPath = apiPath;
        this.scope = scope;
    }

    /** The kind of this name; {@code forgejo} is another name of {@code gitea}. Empty for any other word. */
    public static Optional<ForgeProvider> parse(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return name.equals("forgejo")
                ? Optional.of(GITEA)
                : Arrays.stream(values()).filter(it -> it.text.equals(name)).findFirst();
    }

    /** As users write it. */
    public String text() {
        return text;
    }

    /** Where a server of one's own serves its API. */
    String apiPath() {
        return apiPath;
    }

    /** What a token must be allowed to do. */
    public String scope() {
        return scope;
    }
}
