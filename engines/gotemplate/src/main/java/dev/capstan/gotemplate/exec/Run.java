package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.failure.TemplateExecException;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.parse.ParsedFile;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.gotemplate.parse.TemplateTree;
import dev.capstan.gotemplate.value.Execution;
import org.jspecify.annotations.Nullable;

/** A run over one set of templates; {@code tpl} makes a run over a larger set within it. */
public final class Run implements Execution {

    private final Environment environment;
    private final TemplateSet templates;
    private final DeepStack stack;

    /** A run that begins. */
    public Run(Environment environment, TemplateSet templates) {
        this(environment, templates, new DeepStack());
    }

    private Run(Environment environment, TemplateSet templates, DeepStack stack) {
        this.environment = environment;
        this.templates = templates;
        this.stack = stack;
    }

    Environment environment() {
        return environment;
    }

    TemplateSet templates() {
        return templates;
    }

    DeepStack stack() {
        return stack;
    }

    @Override
    public Bounds bounds() {
        return environment.bounds();
    }

    @Override
    public <T> T service(Class<T> type) {
        Object service = environment.services().get(type);
        if (service == null) {
            throw new IllegalStateException("the run was given no " + type.getName());
        }
        return type.cast(service);
    }

    @Override
    public String execute(String template, @Nullable Object data) {
        TemplateTree tree = templates.find(template);
        if (tree == null) {
            String message = "template: no template " + Quote.quote(template) + " associated with template "
                    + Quote.quote(environment.name());
            throw new TemplateExecException(message, Place.of(environment.name()), null);
        }
        return execute(tree, data);
    }

    @Override
    public String evaluate(String name, String text, @Nullable Object data) {
        bounds().steps(text.length());
        ParsedFile file = environment.parser().apply(name, text);
        return new Run(environment, templates.with(file), stack).execute(file.main(), data);
    }

    private String execute(TemplateTree tree, @Nullable Object data) {
        Output output = new Output(environment.bounds());
        Tracer tracer = environment.tracer();
        if (tracer == null) {
            call(tree, data, Held.AS_COPY, output);
        } else {
            tracer.begin(tree.name());
            call(tree, data, Held.AS_COPY, output);
            tracer.end(tree.name(), output.text());
        }
        return output.text();
    }

    /** Runs a template into an output that is there. */
    void call(TemplateTree tree, @Nullable Object data, Held held, Output output) {
        bounds().enter();
        try {
            Frame frame = new Frame(tree, data, held);
            Tracer tracer = environment.tracer();
            if (tracer != null) {
                tracer.called(frame, data);
            }
            stack.call(() -> new Walker(this, frame, output).walk());
        } finally {
            bounds().leave();
        }
    }
}
