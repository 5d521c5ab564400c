package dev.capstan.application.source.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.access.AccessResult;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.GitRemotes;
import dev.capstan.access.git.InstallationTokens;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.plane.PlaneContents;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.testkit.git.GitBackendServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Git server of the real program, mirrors, and a control plane that describes repositories. */
public final class GitScene implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    public final Path root;
    public final GitBackendServer server;
    final GitMirrors mirrors;
    public final MirroredSources sources;
    final RepositoryRemotes remotes;
    /** Remotes of which a question has shown that they have moved. */
    final List<String> moved = new CopyOnWriteArrayList<>();

    private final List<ArgoSecret> secrets = new ArrayList<>();
    private final List<JsonNode> projects = new ArrayList<>();
    private Map<String, Map<String, String>> configMaps = Map.of();

    private GitScene(Path folder, GitBackendServer server) throws IOException {
        this.root = folder.resolve("repositories");
        this.server = server;
        this.mirrors = GitMirrors.open(
                folder.resolve("mirrors"), new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
        this.remotes = new RepositoryRemotes(this::plane, new GitRemotes(new NoTokens()));
        this.sources = new MirroredSources(mirrors, remotes, TIMEOUT, moved::add, true);
    }

    public static GitScene over(Path folder) throws IOException {
        return new GitScene(folder, GitBackendServer.serve(Files.createDirectories(folder.resolve("repositories"))));
    }

    public static GitScene overTls(Path folder) throws IOException {
        return new GitScene(
                folder, GitBackendServer.serveOverTls(Files.createDirectories(folder.resolve("repositories"))));
    }

    public ControlPlane plane() {
        return new PlaneContents("argocd", configMaps, secrets, projects).read(Clock.systemUTC());
    }

    /** Adds a project; quotes are single. */
    public GitScene project(String name, String spec) {
        projects.add(json("{'metadata':{'name':'" + name + "'},'spec':" + spec + "}"));
        return this;
    }

    /** Adds a Secret; keys and values in turn. */
    GitScene secret(SecretType type, String... values) {
        Map<String, byte[]> data = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            data.put(values[i], values[i + 1].getBytes(UTF_8));
        }
        secrets.add(new ArgoSecret("s" + secrets.size(), Map.of(SecretType.LABEL, type.label()), Map.of(), data));
        return this;
    }

    public GitScene configMap(String name, Map<String, String> data) {
        configMaps = Map.of(name, data);
        return this;
    }

    public static ApplicationSource source(String url, String revision) {
        return ApplicationSource.of(json("{'repoURL':'" + url + "','path':'.','targetRevision':'" + revision + "'}"));
    }

    public static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    @Override
    public void close() throws IOException {
        mirrors.close();
        server.close();
    }

    private static final class NoTokens implements InstallationTokens {
        @Override
        public AccessResult<String> token(
                GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
            throw new AssertionError("no App is asked for here");
        }

        @Override
        public void forget(String identity, String token) {}
    }
}
