package dev.capstan.devcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** One run of the Go compiler over the sources of a program, with visible progress. */
final class GoBuild {

    private static final Pattern PACKAGE = Pattern.compile("[\\w./~@+-]+");
    private static final int KEPT_LINES = 40;

    private final GoToolchain go;
    private final GoProgram.Recipe recipe;
    private final Path sources;
    private final Progress progress;
    private final Instant begin = Instant.now();
    private final AtomicInteger compiled = new AtomicInteger();
    private final Deque<String> complaints = new ArrayDeque<>();

    GoBuild(GoToolchain go, GoProgram.Recipe recipe, Path sources, Progress progress) {
        this.go = go;
        this.recipe = recipe;
        this.sources = sources;
        this.progress = progress;
    }

    /** Builds the program into the file. Fails with the compiler's words and what to do about them. */
    void into(Path binary) throws IOException, InterruptedException {
        progress.step("Building " + recipe.name() + " with " + go.version() + " ("
                + recipe.texts().content() + "). This happens once and takes "
                + recipe.texts().duration() + " on two cores.");
        int total = packagesToCompile();
        List<String> command = new ArrayList<>(List.of(go.command().toString(), "build", "-v"));
        command.addAll(recipe.flags());
        command.addAll(List.of("-o", binary.toString(), recipe.command()));
        Process build = goProcess(command).redirectErrorStream(true).start();
        build.getOutputStream().close();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("build-progress").factory());
                BufferedReader lines = build.inputReader(StandardCharsets.UTF_8)) {
            clock.scheduleAtFixedRate(() -> report(total), 0, 1, TimeUnit.SECONDS);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
            clock.shutdownNow();
        }
        if (build.waitFor() != 0) {
            throw new ClusterException(recipe.explain(String.join("\n", complaints)));
        }
        progress.step("Built " + recipe.name() + " in " + elapsed());
    }

    private void hear(String line) {
        if (PACKAGE.matcher(line).matches()) {
            compiled.incrementAndGet();
        } else if (line.startsWith("go: downloading ")) {
            progress.tick("  downloading " + line.substring("go: downloading ".length()) + ", " + elapsed());
        } else {
            if (complaints.size() == KEPT_LINES) {
                complaints.removeFirst();
            }
            complaints.add(line);
        }
    }

    private void report(int total) {
        progress.tick("  compiled %d of %d packages, %s".formatted(Math.min(compiled.get(), total), total, elapsed()));
    }

    private int packagesToCompile() throws IOException, InterruptedException {
        progress.tick("  looking which packages are to be compiled (downloads them first where needed)");
        List<String> command = new ArrayList<>(List.of(go.command().toString(), "list", "-deps"));
        command.addAll(recipe.flags());
        command.addAll(List.of("-f", "{{if .Stale}}{{.ImportPath}}{{end}}", recipe.command()));
        Process list = goProcess(command).start();
        list.getOutputStream().close();
        Thread errors = Thread.ofVirtual().start(() -> hearErrors(list));
        long stale;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(list.getInputStream(), StandardCharsets.UTF_8))) {
            stale = lines.lines().filter(line -> !line.isBlank()).count();
        }
        errors.join();
        if (list.waitFor() != 0) {
            throw new ClusterException(recipe.explain(String.join("\n", complaints)));
        }
        return Math.toIntExact(stale);
    }

    private void hearErrors(Process list) {
        try (BufferedReader lines = list.errorReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::hear);
        } catch (IOException e) {
            complaints.add(e.toString());
        }
    }

    private ProcessBuilder goProcess(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(sources.toFile());
        builder.environment().put("CGO_ENABLED", "0");
        builder.environment().put("GOWORK", "off");
        return builder;
    }

    private String elapsed() {
        Duration passed = Duration.between(begin, Instant.now());
        return "%d:%02d min".formatted(passed.toMinutes(), passed.toSecondsPart());
    }
}
