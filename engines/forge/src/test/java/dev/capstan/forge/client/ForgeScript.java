package dev.capstan.forge.client;

import dev.capstan.forge.ForgeAccess;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeListing;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.PullRequests;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.testkit.http.ScriptedAnswers;
import dev.capstan.testkit.http.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** A forge on loopback that answers what a test wrote down for each method and target, and 404 to all else. */
final class ForgeScript implements AutoCloseable {
    static final String TOKEN = "s3cr3t-token";
    static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    static final String HEAD = "1111111111111111111111111111111111111111";
    static final String OTHER_HEAD = "2222222222222222222222222222222222222222";

    private final ScriptedServer server = ScriptedServer.start();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final ScriptedAnswers answers = new ScriptedAnswers();

    ForgeScript() {
        server.answers(answers);
    }

    /** A further answer to a method and target. */
    ForgeScript on(String line, int status, String body) {
        return on(line, ScriptedServer.answer(status, body));
    }

    ForgeScript on(String line, MockResponse answer) {
        answers.on(line, answer);
        return this;
    }

    /** One answer to everything. */
    void always(MockResponse answer) {
        server.answers(_ -> answer);
    }

    String url() {
        return server.url();
    }

    PullRequests open(ForgeProvider provider, String api, String owner, String name) {
        return open(provider, api, owner, name, new ForgeLogin.Token(TOKEN));
    }

    PullRequests open(ForgeProvider provider, String api, String owner, String name, ForgeLogin login) {
        var repository = new ForgeRepository(provider, URI.create(server.url() + api), owner, name);
        return new Forges(http, InstantSource.fixed(NOW))
                .open(repository, ForgeAccess.with(login), Deadline.in(Duration.ofSeconds(20)));
    }

    ForgeListing list(ForgeProvider provider, String path, ForgeLogin login) {
        var place = need(ForgeRepository.at(provider, server.url(), path));
        return new Forges(http, InstantSource.fixed(NOW))
                .list(place, ForgeAccess.with(login), Deadline.in(Duration.ofSeconds(20)))
                .orElseThrow();
    }

    /** An answer that says that there is another page. */
    static MockResponse more(String body) {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Link", "<https://elsewhere.example/steal?page=2>; rel=\"next\"")
                .body(body)
                .build();
    }

    /** Method and target of every request. */
    List<String> requests() {
        return server.requests().stream()
                .map(request -> request.getMethod() + " " + request.getTarget())
                .toList();
    }

    RecordedRequest request(int index) {
        return server.requests().get(index);
    }

    String body(int index) {
        return ScriptedServer.bodyOf(request(index));
    }

    String header(int index, String name) {
        return String.valueOf(request(index).getHeaders().get(name));
    }

    static <T> T need(ForgeResult<T> result) {
        return result.success()
                .orElseThrow(() -> new AssertionError(
                        result.problem().map(ForgeFailure::message).orElseThrow()));
    }

    static ForgeFailure failure(ForgeResult<?> result) {
        return result.problem().orElseThrow(() -> new AssertionError("got " + result));
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
