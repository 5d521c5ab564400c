package dev.capstan.application.set.kube;

import dev.capstan.testkit.http.ScriptedServer;
import java.util.Locale;
import mockwebserver3.MockResponse;

/** How the kinds of forges are asked, and how they answer: the REST APIs of GitHub (2022-11-28), GitLab (v4) and Gitea (v1). */
enum ForgeForm {
    GITHUB("/api/v3", "/orgs/org/repos?per_page=100") {
        @Override
        String loginHeader() {
            return "Authorization";
        }

        @Override
        String login(String token) {
            return "Bearer " + token;
        }

        @Override
        String pullRequestOptions() {
            return "owner: org, repo: shop";
        }

        @Override
        String scmOptions() {
            return "organization: org";
        }

        @Override
        String pullRequests() {
            return "/api/v3/repos/org/shop/pulls?state=open&per_page=100";
        }

        @Override
        String branch(String repository) {
            return "/api/v3/repos/org/" + repository + "/branches/main";
        }

        @Override
        String folder(String repository) {
            return "HEAD /api/v3/repos/org/" + repository + "/contents/deploy?ref=main";
        }
    },
    GITLAB("/api/v4", "/groups/org/projects?include_subgroups=false&with_shared=true&archived=false&per_page=100") {
        @Override
        String loginHeader() {
            return "PRIVATE-TOKEN";
        }

        @Override
        String login(String token) {
            return token;
        }

        @Override
        String pullRequestOptions() {
            return "project: org/shop, pullRequestState: opened";
        }

        @Override
        String scmOptions() {
            return "group: org";
        }

        @Override
        String pullRequests() {
            return "/api/v4/projects/org%2Fshop/merge_requests?state=opened&per_page=100";
        }

        @Override
        String branch(String repository) {
            return "/api/v4/projects/" + number(repository) + "/repository/branches/main";
        }

        @Override
        String folder(String repository) {
            return "GET /api/v4/projects/" + number(repository) + "/repository/tree?ref=main&per_page=100";
        }

        @Override
        MockResponse folderAnswer(boolean isThere) {
            return ScriptedServer.answer(200, isThere ? "[{\"name\": \"deploy\"}]" : "[]");
        }
    },
    GITEA("/api/v1", "/orgs/org/repos?limit=50") {
        @Override
        String loginHeader() {
            return "Authorization";
        }

        @Override
        String login(String token) {
            return "token " + token;
        }

        @Override
        String pullRequestOptions() {
            return "owner: org, repo: shop";
        }

        @Override
        String scmOptions() {
            return "owner: org";
        }

        @Override
        String pullRequests() {
            return "/api/v1/repos/org/shop/pulls?state=open&limit=50";
        }

        @Override
        String branch(String repository) {
            return "/api/v1/repos/org/" + repository + "/branches/main";
        }

        @Override
        String folder(String repository) {
            return "GET /api/v1/repos/org/" + repository + "/contents/deploy?ref=main";
        }
    };

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final String api;
    private final String repositories;

    ForgeForm(String api, String repositories) {
        this.api = api;
        this.repositories = repositories;
    }

    /** The field of a generator. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract String loginHeader();

    abstract String login(String token);

    abstract String pullRequestOptions();

    abstract String scmOptions();

    abstract String pullRequests();

    abstract String branch(String repository);

    /** Method and target of the question for the folder {@code deploy}. */
    abstract String folder(String repository);

    MockResponse folderAnswer(boolean isThere) {
        return ScriptedServer.answer(isThere ? 200 : 404, "[]");
    }

    String organization() {
        return api + "/orgs/org";
    }

    String repositories() {
        return api + repositories;
    }

    String labels(String repository) {
        return api + "/repos/org/" + repository + "/labels?limit=50";
    }

    /** The main branch of any repository, with what each kind names its commit. */
    String head() {
        return "{\"name\": \"main\", \"commit\": {\"id\": \"%s\", \"sha\": \"%s\"}}".formatted(COMMIT, COMMIT);
    }

    static int number(String repository) {
        return Math.abs(repository.hashCode() % 1000);
    }

    /** A pull request, with the fields of all kinds. */
    String pullRequest(int number) {
        return """
                {"number": %1$d, "iid": %1$d, "title": "T", "state": "open", "labels": [],
                 "user": {"login": "jane"}, "author": {"username": "jane"},
                 "head": {"ref": "feature/%1$d", "sha": "%2$s"}, "base": {"ref": "main"},
                 "source_branch": "feature/%1$d", "target_branch": "main", "sha": "%2$s"}""".formatted(number, COMMIT);
    }

    /** A repository, with the fields of all kinds. */
    String repository(String name) {
        return """
                {"id": %1$d, "name": "%2$s", "path": "%2$s", "owner": {"login": "org"}, "namespace": {"full_path": "org"},
                 "default_branch": "main", "topics": [], "archived": false, "empty": false,
                 "clone_url": "https://forge.example/org/%2$s.git", "ssh_url": "git@forge.example:org/%2$s.git",
                 "http_url_to_repo": "https://forge.example/org/%2$s.git",
                 "ssh_url_to_repo": "git@forge.example:org/%2$s.git"}""".formatted(number(name), name);
    }
}
