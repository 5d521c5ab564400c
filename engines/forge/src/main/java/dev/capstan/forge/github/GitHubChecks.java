package dev.capstan.forge.github;

import static dev.capstan.forge.rest.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Check;
import dev.capstan.forge.ChecksState.Named;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.rest.Pages;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import dev.capstan.forge.rest.UrlText;
import java.util.ArrayList;

/**
 * What GitHub knows of a commit: <a href="https://docs.github.com/en/rest/checks/runs">check runs</a> of Apps and <a
 * href="https://docs.github.com/en/rest/commits/statuses">statuses</a> of others.
 */
record GitHubChecks(RestConnection connection, String repository) {
    private static final int MOST_PAGES = 10;

    ChecksState of(String commit) throws ForgeFailureException {
        String path = repository + "/commits/" + UrlText.part(commit);
        String what = "checks of commit " + commit;
        var pages = new Pages(connection, MOST_PAGES);
        var checks = new ArrayList<Named>();
        for (var run : pages.read(RestCall.get(path + "/check-runs?filter=latest&per_page=100", what), "check_runs")) {
            checks.add(new Named(text(run, "name"), check(run)));
        }
        for (var status : pages.read(RestCall.get(path + "/status?per_page=100", what), "statuses")) {
            checks.add(new Named(text(status, "context"), status(text(status, "state"))));
        }
        return ChecksState.of(checks);
    }

    private static Check check(JsonNode run) {
        if (!text(run, "status").equals("completed")) {
            return Check.PENDING;
        }
        return switch (text(run, "conclusion")) {
            case "success", "neutral", "skipped" -> Check.PASSED;
            default -> Check.FAILED;
        };
    }

    private static Check status(String state) {
        return switch (state) {
            case "success" -> Check.PASSED;
            case "pending" -> Check.PENDING;
            default -> Check.FAILED;
        };
    }
}
