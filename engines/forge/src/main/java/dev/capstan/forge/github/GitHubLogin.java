package dev.capstan.forge.github;

import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.rest.RestConnection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How GitHub learns who asks, and in which version. */
final class GitHubLogin {
    private GitHubLogin() {}

    static RestConnection on(RestConnection connection) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/vnd.github+json");
        headers.put("X-GitHub-Api-Version", "2022-11-28");
        switch (connection.access().login()) {
            case ForgeLogin.Nobody() -> {}
            case ForgeLogin.Token(var value) -> headers.put("Authorization", "Bearer " + value);
            case ForgeLogin.Password(var _, var password) -> headers.put("Authorization", "Bearer " + password);
        }
        return connection.with(headers);
    }
}
