// swift-tools-version: 6.2
import PackageDescription

/// Settings that every Swift target shares; warnings are errors in this package only, never in its dependencies.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Building for libFuzzer (scripts/fuzz): the package's own code is instrumented, what it depends on is not.
let isFuzzing = Context.environment["NEXO_FUZZ"] != nil
/// What single steps take (make bench-micro): it reaches what the modules keep to themselves.
let isMeasuring = Context.environment["NEXO_BENCH"] != nil
let swiftSettings: [SwiftSetting] =
  strict + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])] : [])
  + (isMeasuring ? [.unsafeFlags(["-enable-testing"])] : [])
let cSettings: [CSetting] = isFuzzing ? [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])] : []

let programDependencies: [Target.Dependency] = [
  "Tasks", "Ingestion", "Reporting", "CLinux", "Yams",
  .product(name: "ArgumentParser", package: "swift-argument-parser"),
]
/// The program is a library to the fuzzer, whose `main` is another.
let program: Target =
  isFuzzing
  ? .target(
    name: "nexo", dependencies: programDependencies,
    swiftSettings: swiftSettings
      + [.unsafeFlags(["-Xfrontend", "-entry-point-function-name", "-Xfrontend", "nexo_main"])])
  : .executableTarget(
    name: "nexo", dependencies: programDependencies, swiftSettings: swiftSettings,
    linkerSettings: [
      // The Swift runtime is a part of what is shipped, and what Foundation's library leans on has to be named: it starts in
      // half the time, and needs no Swift where it runs.
      .unsafeFlags(
        ["-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections"],
        .when(platforms: [.linux], configuration: .release))
    ])
let fuzzing: [Target] =
  isFuzzing
  ? [
    .executableTarget(
      name: "Fuzz", dependencies: ["nexo", "Ingestion", "Reporting", "Tasks", "BuiltinTemplates"], path: "Fuzz",
      exclude: ["corpus", "dictionaries", "README.md"], swiftSettings: swiftSettings,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
  ] : []

let measuring: [Target] =
  isMeasuring
  ? [
    .executableTarget(
      name: "Benchmarks", dependencies: ["Ingestion", "Tasks", "TestSupport"], path: "Benchmarks/Micro",
      swiftSettings: strict)
  ] : []

let package = Package(
  name: "nexo",
  products: isFuzzing ? [] : [.executable(name: "nexo", targets: ["nexo"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .target(name: "Tasks", swiftSettings: swiftSettings + [.strictMemorySafety()]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CSQLite", cSettings: cSettings),
    .target(name: "CScan", cSettings: cSettings),
    .target(name: "CLinux", cSettings: cSettings),
    .target(
      name: "Ingestion",
      dependencies: [
        "Tasks", "CLibXML2", "CCrypto", "CLinux", "CZlib", "CZstd", "CSQLite", "CScan",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "BuiltinTemplates", path: "Templates",
      resources: [
        .embedInCode("html"), .embedInCode("markdown"), .embedInCode("strings"),
        .embedInCode("assets"),
      ],
      swiftSettings: []),
    .target(name: "Charts", swiftSettings: strict + [.strictMemorySafety()]),
    .target(
      name: "Reporting",
      dependencies: [
        "Tasks", "Charts", "BuiltinTemplates", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: swiftSettings + [.strictMemorySafety()]),
    program,
    .target(
      name: "TestSupport",
      dependencies: ["Tasks", "CZlib", "CZstd", .product(name: "GRDBSQLite", package: "GRDB.swift")],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(name: "TasksTests", dependencies: ["Tasks", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IngestionTests", dependencies: ["Ingestion", "Tasks", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "TestSupport"], exclude: ["Snapshots"], swiftSettings: strict),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "Charts", "Tasks", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NexoTests", dependencies: ["nexo", "Ingestion", "Reporting", "Tasks", "TestSupport"],
      swiftSettings: strict),
  ] + fuzzing + measuring,
  swiftLanguageModes: [.v6]
)
