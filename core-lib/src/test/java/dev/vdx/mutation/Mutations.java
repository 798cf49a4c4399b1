package dev.vdx.mutation;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Outcome;
import dev.vdx.report.Report;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Alters documents and asks of each mutant: is it refused, or is it explained why it is not? */
final class Mutations {
    private static final long SLOWEST = Duration.ofSeconds(2).toNanos();
    /** Seeds that follow each other begin alike. */
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private static final int BATCH = 100;

    private final Queue<Survivor> survivors = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> rules = new ConcurrentHashMap<>();
    private final Map<Seed, Report> originals = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();

    /** A mutant that nobody explains: it passed, or it went wrong. */
    record Survivor(Seed seed, long random, byte[] bytes, String why) {
        @Override
        public String toString() {
            return seed.name() + " #" + random + ": " + why;
        }
    }

    List<Survivor> survivors() {
        return List.copyOf(survivors);
    }

    /** How often each rule explained a mutant that passed. */
    Map<String, AtomicInteger> rules() {
        return rules;
    }

    int done() {
        return done.get();
    }

    /** So many mutants of each seed, the random numbers starting there, on all cores. */
    void run(List<Seed> seeds, int each, long first, Duration most) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (long batch = 0; batch < each; batch += BATCH) {
                long from = first + batch;
                long to = first + Math.min(each, batch + BATCH);
                seeds.forEach(seed -> all.add(pool.submit(() -> batch(seed, from, to))));
            }
            long deadline = System.nanoTime() + most.toNanos();
            for (Future<?> one : all) {
                one.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void batch(Seed seed, long from, long to) {
        for (long random = from; random < to; random++) {
            byte[] mutant = new Mutator(new Random(random * MIX)).mutate(seed.bytes());
            if (!java.util.Arrays.equals(mutant, seed.bytes())) {
                judge(seed, random, mutant);
            }
            done.incrementAndGet();
        }
    }

    private void judge(Seed seed, long random, byte[] mutant) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            Report report = seed.verify(mutant);
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            verdict(seed, mutant, report, spent)
                    .ifPresent(why -> survivors.add(new Survivor(seed, random, mutant, why)));
        } catch (RuntimeException | StackOverflowError e) {
            survivors.add(new Survivor(seed, random, mutant, "threw " + e));
        }
    }

    private Optional<String> verdict(Seed seed, byte[] mutant, Report report, long spent) {
        if (spent > SLOWEST) {
            return Optional.of("took " + spent / 1_000_000 + " ms");
        } else if (defect(report)) {
            return Optional.of("a defect: " + report.verdict().findings());
        } else if (report.outcome() != Outcome.PASSED) {
            return Optional.empty();
        }
        Optional<String> rule = seed.rules()
                .explain(seed.bytes(), mutant, originals.computeIfAbsent(seed, s -> s.verify(s.bytes())), report);
        rule.ifPresent(
                name -> rules.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet());
        return rule.isPresent() ? Optional.empty() : Optional.of("passed: " + Span.between(seed.bytes(), mutant));
    }

    /** What the front door says where a reader threw what it should not. */
    private static boolean defect(Report report) {
        return report.verdict().findings().stream()
                .filter(finding -> finding.code() == FindingCode.MALFORMED)
                .flatMap(finding -> finding.details().stream().map(String::valueOf))
                .anyMatch(detail -> Stream.of("Exception", "Error").anyMatch(detail::endsWith));
    }
}
