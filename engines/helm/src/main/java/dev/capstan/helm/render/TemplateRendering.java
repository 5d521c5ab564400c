package dev.capstan.helm.render;

import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.TemplateRun;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.exec.MissingKey;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.trace.LineOrigins;
import dev.capstan.helm.RenderFailure;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.explain.TracedLines;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the templates of charts. Safe for use by several threads; parsed templates are shared. */
public final class TemplateRendering {
    private final TemplateParser parser = new TemplateParser(HelmFunctions.ALL);
    private final TemplateCache cache;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param cachedBytes how much room parsed templates may take, about
     */
    public TemplateRendering(long cachedBytes) {
        this.cache = new TemplateCache(parser, cachedBytes);
    }

    /** What running the templates gives. */
    public sealed interface Outcome {
        /**
         * All went well.
         *
         * @param files the output of each template that is not a partial, by its path, in the order in which they ran
         * @param masking takes out of a message what no message may show
         */
        record Rendered(Map<String, String> files, UnaryOperator<String> masking) implements Outcome {}

        /** One of them fails. */
        record Failed(RenderFailure failure) implements Outcome {}
    }

    /**
     * Runs all templates of a chart.
     *
     * @param chart with its dependencies processed
     * @param values of the chart; templates may change them
     */
    public Outcome render(Chart chart, Map<String, @Nullable Object> values, RenderRequest request) {
        return render(chart, values, request, _ -> {}, new LineOrigins(), false);
    }

    /** As {@link #render}, and tells where each line came from, which takes longer. */
    public Outcome trace(
            Chart chart, Map<String, @Nullable Object> values, RenderRequest request, Consumer<TracedLines> traced) {
        return render(chart, values, request, traced, new LineOrigins(), true);
    }

    private Outcome render(
            Chart chart,
            Map<String, @Nullable Object> values,
            RenderRequest request,
            Consumer<TracedLines> traced,
            LineOrigins origins,
            boolean isTraced) {
        List<TemplateFile> files = TemplateFiles.of(chart, values, request);
        var secrets = new SecretMask(request.secrets());
        String current = "";
        try {
            TemplateSet templates = cache.parsed(files);
            TemplateRun run = run(templates, request, secrets);
            if (isTraced) {
                run.listener(origins);
            }
            Map<String, String> rendered = new LinkedHashMap<>();
            for (TemplateFile file : files) {
                if (!file.isPartial()) {
                    current = file.name();
                    file.data().put("Template", template(file));
                    String text = run.execute(file.name(), data(file)).replace(HelmFunctions.NO_VALUE, "");
                    rendered.put(file.name(), text);
                    traced.accept(new TracedLines(file.name(), text, origins.last()));
                }
            }
            return new Outcome.Rendered(rendered, secrets::masked);
        } catch (TemplateException e) {
            RenderFailure failure = FailureText.of(current, e);
            return new Outcome.Failed(new RenderFailure(
                    failure.kind(), secrets.masked(failure.message()), failure.template(), failure.line()));
        }
    }

    private TemplateRun run(TemplateSet templates, RenderRequest request, SecretMask secrets) {
        return new TemplateRun(templates, parser)
                .name(HelmFunctions.SET)
                .missingKey(request.options().isStrict() ? MissingKey.ERROR : MissingKey.ZERO)
                .bounds(Bounds.start(request.options().limits().templates()))
                .service(Clock.class, request.clock())
                .service(SecureRandom.class, random)
                .service(IncludeDepth.class, new IncludeDepth())
                .service(LookupSession.class, new LookupSession(request.lookup(), secrets));
    }

    private static Object data(TemplateFile file) {
        return TemplateFiles.values(file.data());
    }

    private static Object template(TemplateFile file) {
        Map<String, @Nullable Object> template = new LinkedHashMap<>();
        template.put("Name", file.name());
        template.put("BasePath", file.basePath());
        return TemplateFiles.values(template);
    }
}
