// Makes modules as small as they get. The arguments are the address of Binaryen's library and a file with a line
// "FROM\tTO" for each module. All go through one process, because loading the library takes longer than most of them.

import { readFileSync, writeFileSync } from "node:fs";

const [library, list] = process.argv.slice(2);
const { default: binaryen } = await import(library);

// The features that the compiler's code may use, besides those that a module itself lists, and no newer ones.
const FEATURES = ["BulkMemory", "Multivalue", "MutableGlobals", "NontrappingFPToInt", "ReferenceTypes", "SignExt"];
const features = FEATURES.reduce((all, name) => all | binaryen.Features[name], 0);

// What wasm-opt does with -Oz.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setGenerateStackIR(true);
binaryen.setOptimizeStackIR(true);
// The stack is at the beginning of the memory and ends the module when it is full, so nothing else is ever read or written
// there, and offsets can become part of the instructions that read and write.
binaryen.setLowMemoryUnused(true);

for (const line of readFileSync(list, "utf8").split("\n").filter((line) => line !== "")) {
    const [from, to] = line.split("\t");
    const module = binaryen.readBinary(readFileSync(from));
    module.setFeatures(module.getFeatures() | features);
    module.optimize();
    // Next to each other, functions of similar names, which are often the same code for other types, compress better.
    module.runPasses(["reorder-functions-by-name"]);
    writeFileSync(to, module.emitBinary());
    module.dispose();
}
