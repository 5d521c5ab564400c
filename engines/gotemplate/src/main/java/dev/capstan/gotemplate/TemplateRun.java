package dev.capstan.gotemplate;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.exec.Environment;
import dev.capstan.gotemplate.exec.MissingKey;
import dev.capstan.gotemplate.exec.Run;
import dev.capstan.gotemplate.exec.Tracer;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.trace.OutputListener;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs templates of a set, one after the other, within one set of bounds. For one thread; sets and parsers are shared.
 *
 * <pre>{@code
 * TemplateParser parser = new TemplateParser(Functions.none());
 * TemplateSet set = TemplateSet.of(List.of(parser.parse("hello", "Hello, {{ .name }}!")));
 * String text = new TemplateRun(set, parser).execute("hello", Map.of("name", "world"));
 * }</pre>
 */
public final class TemplateRun {

    private final TemplateSet templates;
    private final TemplateParser parser;
    private final Map<Class<?>, Object> services = new HashMap<>();
    private String name = "";
    private MissingKey missingKey = MissingKey.DEFAULT;
    private @Nullable Bounds bounds;
    private @Nullable OutputListener listener;

    /**
     * A run over these templates.
     *
     * @param parser for texts that functions such as {@code tpl} are given
     */
    public TemplateRun(TemplateSet templates, TemplateParser parser) {
        this.templates = templates;
        this.parser = parser;
    }

    /** Names the set, for the message that it has no template of some name. */
    public TemplateRun name(String setName) {
        this.name = setName;
        return this;
    }

    /** What maps answer for keys they do not have; {@link MissingKey#DEFAULT} unless it is said. */
    public TemplateRun missingKey(MissingKey answer) {
        this.missingKey = answer;
        return this;
    }

    /** What the run may take; {@link Limits#STANDARD} from the first execution on, unless it is said. */
    public TemplateRun bounds(Bounds limits) {
        this.bounds = limits;
        return this;
    }

    /** Gives functions something of this run: see {@link dev.capstan.gotemplate.value.Execution#service}. */
    public <T> TemplateRun service(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    /** Tells a listener where output came from. */
    public TemplateRun listener(OutputListener outputs) {
        this.listener = outputs;
        return this;
    }

    /**
     * Runs a template.
     *
     * @param data what the dot is at first, and {@code $}
     * @return what it has written
     * @throws dev.capstan.gotemplate.failure.TemplateExecException when it fails
     * @throws dev.capstan.gotemplate.failure.BoundsExceededException when it takes more than it may
     */
    public String execute(String template, @Nullable Object data) {
        if (bounds == null) {
            bounds = Bounds.start(Limits.STANDARD);
        }
        Tracer tracer = listener == null ? null : new Tracer(listener, data);
        Environment environment =
                new Environment(name, missingKey, bounds, Map.copyOf(services), parser::parse, tracer);
        return new Run(environment, templates).execute(template, data);
    }
}
