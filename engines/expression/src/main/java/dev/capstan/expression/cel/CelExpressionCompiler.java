package dev.capstan.expression.cel;

import dev.capstan.expression.ExpressionCompiler;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles expressions with the extensions that the Flux controllers offer: optionals, strings, sets and encoders. Loops
 * and nesting are bounded, regular expressions take linear time.
 */
public final class CelExpressionCompiler implements ExpressionCompiler {

    /** How often the loops of one expression may go round together. */
    private static final int MAX_ITERATIONS = 10_000;
    /** How long an expression may be, in characters. */
    private static final int MAX_LENGTH = 16_384;
    /** How many compiled expressions are kept. */
    private static final int KEPT = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(60)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** Made when the first expression comes: most processes never see one, and the library takes its time. */
    private static final class Parser {
        private static final Cel ONLY = environment(Set.of());
    }

    private record Request(String text, Set<String> variables) {}

    private final Map<Request, Compilation> compiled =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Request, Compilation> eldest) {
                    return size() > KEPT;
                }
            });

    @Override
    public Compilation over(String text, Set<String> variables) {
        var request = new Request(text, variables);
        Compilation known = compiled.get(request);
        if (known == null) {
            known = compile(environment(variables), text);
            compiled.put(request, known);
        }
        return known;
    }

    @Override
    public Compilation overFields(String text) {
        try {
            return over(text, namesIn(Parser.ONLY.parse(text).getAst()));
        } catch (CelValidationException e) {
            return new Compilation.NotCompiled(oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static Compilation compile(Cel environment, String text) {
        try {
            CelValidationResult result = environment.compile(text);
            CelAbstractSyntaxTree tree = result.getAst();
            if (!isBoolean(tree.getResultType())) {
                return new Compilation.NotCompiled("expression must be of type bool but is %s"
                        .formatted(tree.getResultType().name()));
            }
            return new Compilation.Compiled(new CelExpression(environment.createProgram(tree)));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compilation.NotCompiled(oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static boolean isBoolean(CelType type) {
        return type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
    }

    private static Cel environment(Set<String> variables) {
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.encoders(OPTIONS))
                .addRuntimeLibraries(
                        CelOptionalLibrary.INSTANCE,
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.encoders(OPTIONS));
        variables.forEach(name -> builder.addVar(name, SimpleType.DYN));
        return builder.build();
    }

    /** Every name that is not bound by a loop: for an expression over an object, the fields that it reads. */
    private static Set<String> namesIn(CelAbstractSyntaxTree tree) {
        var nodes = CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
        Set<String> bound = nodes.stream()
                .map(CelNavigableExpr::expr)
                .filter(expr -> expr.exprKind().getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
                .flatMap(expr -> Stream.of(
                        expr.comprehension().iterVar(), expr.comprehension().accuVar()))
                .collect(Collectors.toSet());
        var names = new TreeSet<String>();
        for (CelNavigableExpr node : nodes) {
            if (node.expr().exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                    && !bound.contains(node.expr().ident().name())) {
                names.add(node.expr().ident().name());
            }
        }
        names.removeAll(TYPE_NAMES);
        return names;
    }

    /** Names of types that expressions may compare with: {@code type(x) == string}. */
    private static final Set<String> TYPE_NAMES = Set.of(
            "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "optional_type");

    static String oneLine(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
